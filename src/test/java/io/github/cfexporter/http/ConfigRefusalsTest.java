package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the configuration endpoints refuse, and that nothing is changed by them. */
@Tag("unit")
class ConfigRefusalsTest extends ConfigEndpointsFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "7",
        "{}",
        "{\"value\": 1, \"more\": 2}",
        "{\"value\": 1} {}",
        "{\"valu\": 1}"
      })
  void bodyThatSaysNothing_isRefused(String body) {
    HttpResponse<String> refused = put("/config/queryLimit", body);

    assertError(refused, 400);
    assertThat(new JsonObject(refused.body()).getString("error")).startsWith("the body is ");
    assertThat(overrides.stored).isEmpty();
  }

  @Test
  void unknownKey_isToldWithTheKeysThereAre() {
    for (HttpResponse<String> refused : List.of(
        http.get("/config/QUERY_LIMIT"),
        put("/config/QUERY_LIMIT", "{\"value\": 1}"),
        http.send("DELETE", "/config/QUERY_LIMIT", ""))) {
      assertError(refused, 400);
      assertThat(new JsonObject(refused.body()).getString("error"))
          .isEqualTo("QUERY_LIMIT: is not a key, but queryLimit is");
      assertThat(new JsonObject(refused.body()).getJsonArray("details")).contains("queryLimit");
    }
    assertError(http.get("/config/PORT"), 400);
    assertThat(http.get("/config/PORT").body()).contains("only the environment variable PORT");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      POST   | /config            | DELETE, GET, HEAD
      PUT    | /config            | DELETE, GET, HEAD
      POST   | /config/queryLimit | DELETE, GET, HEAD, PUT
      OPTIONS| /config/queryLimit | DELETE, GET, HEAD, PUT
      PUT    | /config/defaults   | GET, HEAD
      DELETE | /config/defaults   | GET, HEAD
      """)
  void otherMethods_areRefusedWithThoseAllowed(String method, String path, String allowed) {
    HttpResponse<String> refused = http.send(method, path, "", "Content-Type", JSON);

    assertError(refused, 405);
    assertThat(refused.headers().firstValue("Allow")).contains(allowed);
  }

  @Test
  void otherContentTypes_areRefused() {
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
      assertError(
          http.send("PUT", "/config/queryLimit", "{\"value\": 7}", "Content-Type", type), 415);
    }
    assertError(http.send("PUT", "/config/queryLimit", "{\"value\": 7}"), 415);
    assertThat(overrides.stored).isEmpty();
    assertThat(http.send(
                "PUT",
                "/config/queryLimit",
                "{\"value\": 7}",
                "Content-Type",
                "Application/JSON; charset=utf-8")
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void changeThatCannotBeStored_isRefused_andChangesNothing() {
    overrides.away = true;

    HttpResponse<String> refused = put("/config/queryLimit", "{\"value\": 7}");

    assertError(refused, 503);
    assertThat(refused.body()).contains("nothing was changed", "overrides could not be stored");
    assertThat(live.get().get(Tunables.QUERY_LIMIT)).isEqualTo(50);
  }

  @Test
  void largeBody_isRefused() {
    assertError(put("/config/cfZones", "{\"value\": \"" + "a".repeat(70_000) + "\"}"), 413);
  }

  @Test
  void pageOfAnotherSite_changesNothing() {
    for (String[] headers : List.of(
        new String[] {"Origin", "http://evil.example"},
        new String[] {"Origin", "null"},
        new String[] {"Origin", "http://127.0.0.1:1"},
        new String[] {"Sec-Fetch-Site", "cross-site"},
        new String[] {"Sec-Fetch-Site", "same-site"})) {
      assertError(put("/config/queryLimit", "{\"value\": 7}", headers), 403);
      assertError(http.send("DELETE", "/config", "", headers), 403);
      assertError(http.send("DELETE", "/config/queryLimit", "", headers), 403);
    }
    assertThat(overrides.stored).isEmpty();
    String own = "http://127.0.0.1:" + http.port();
    assertThat(put("/config/queryLimit", "{\"value\": 7}", "Origin", own).statusCode())
        .isEqualTo(200);
    assertThat(put("/config/queryLimit", "{\"value\": 7}", "Sec-Fetch-Site", "same-origin")
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void credentials_areAskedFor_andMayChange() {
    vertx.close().await(); // within one Vertx, both servers would share a port
    vertx = Vertx.vertx();
    String[] password = {"old"};
    Http closed = open(Optional.of(new Credentials("prom", () -> password[0])));
    String old =
        "Basic " + Base64.getEncoder().encodeToString("prom:old".getBytes(StandardCharsets.UTF_8));

    assertError(closed.get("/config"), 401);
    assertError(closed.send("DELETE", "/config", ""), 401);
    assertThat(closed.get("/config", "Authorization", old).statusCode()).isEqualTo(200);
    password[0] = "new";
    assertError(closed.get("/config", "Authorization", old), 401);
  }

  /** A proxy on this machine stands for any other machine, and a stranger may write its header. */
  @Test
  void otherMachines_mayOnlyRead_whereNobodyHasToLogIn() {
    String[] proxied = {"X-Forwarded-For", "127.0.0.1"};

    HttpResponse<String> refused = put("/config/queryLimit", "{\"value\": 7}", proxied);

    assertError(refused, 403);
    assertThat(refused.body()).contains("read-only for other machines", "CONFIG_API_OPEN");
    assertError(http.send("DELETE", "/config/queryLimit", "", proxied), 403);
    assertError(http.send("DELETE", "/config", "", proxied), 403);
    assertError(http.send("DELETE", "//config/", "", proxied), 403);
    assertThat(overrides.stored).isEmpty();
    assertThat(http.get("/config", proxied).statusCode()).isEqualTo(200);
    assertThat(http.get("/config", proxied).headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(http.get("/config").headers().firstValue("Allow")).contains("DELETE, GET, HEAD");
    assertThat(put("/config/queryLimit", "{\"value\": 7}").statusCode()).isEqualTo(200);
  }

  @Test
  void otherMachines_mayWrite_whenTheyLogIn() {
    vertx.close().await(); // its servers would share one port
    vertx = Vertx.vertx();
    http = open(Optional.of(new Credentials("prom", "s3cret")));
    String login = "Basic "
        + Base64.getEncoder().encodeToString("prom:s3cret".getBytes(StandardCharsets.UTF_8));

    assertThat(put(
                "/config/queryLimit",
                "{\"value\": 7}",
                "X-Forwarded-For",
                "192.0.2.7",
                "Authorization",
                login)
            .statusCode())
        .isEqualTo(200);
  }
}
