package io.github.cfexporter.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Tunables;
import io.github.cfexporter.verticle.config.FakeOverrides;
import io.github.cfexporter.verticle.config.LiveSettings;
import io.github.cfexporter.verticle.config.Overriding;
import io.github.cfexporter.verticle.config.SettingsReader;
import io.github.cfexporter.verticle.http.ConfigRoutes;
import io.github.cfexporter.verticle.http.Credentials;
import io.github.cfexporter.verticle.http.HttpSettings;
import io.github.cfexporter.verticle.http.HttpSources;
import io.github.cfexporter.verticle.http.HttpSourcesFixture;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigEndpointsTest {
  private static final String JSON = "application/json";

  private final FakeOverrides overrides = new FakeOverrides();
  private final LiveSettings live = LiveSettings.read(
      new SettingsReader(Map.of("QUERY_LIMIT", "50")), MetricNames.of(List.of("a_total", "b")));
  private Vertx vertx;
  private Http http;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    http = open(Optional.empty());
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void everyKey_isShownWithValueAndSource() {
    JsonObject config = new JsonObject(http.get("/config").body());

    assertThat(config.fieldNames())
        .containsExactlyElementsOf(Tunables.ALL.stream().map(Setting::name).toList());
    assertThat(config.getJsonObject("queryLimit"))
        .isEqualTo(new JsonObject("{\"value\": 50, \"source\": \"environment\"}"));
    assertThat(config.getJsonObject("cfZones"))
        .isEqualTo(new JsonObject("{\"value\": null, \"source\": \"default\"}"));
    assertThat(config.getJsonObject("excludeHost").getValue("value")).isEqualTo(false);
    assertThat(http.send("HEAD", "/config", "").statusCode()).isEqualTo(200);
  }

  @Test
  void oneKey_isShownByName() {
    assertThat(new JsonObject(http.get("/config/logLevel").body()))
        .isEqualTo(new JsonObject(
            "{\"key\": \"logLevel\", \"value\": \"info\", \"source\": \"default\"}"));
  }

  @Test
  void overriddenValue_isAnsweredWithTheWholeConfiguration() {
    HttpResponse<String> answer = put("/config/queryLimit", "{\"value\": 7}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body())).hasSize(Tunables.ALL.size());
    assertThat(new JsonObject(answer.body()).getJsonObject("queryLimit"))
        .isEqualTo(new JsonObject("{\"value\": 7, \"source\": \"override\"}"));
    assertThat(new JsonObject(http.get("/config/defaults").body()).getJsonObject("queryLimit"))
        .isEqualTo(new JsonObject("{\"value\": 50, \"source\": \"environment\"}"));
  }

  @Test
  void deletedOverride_givesTheWeakerSourceItsValueBack() {
    put("/config/queryLimit", "{\"value\": 7}");
    put("/config/logLevel", "{\"value\": \"debug\"}");

    HttpResponse<String> one = http.send("DELETE", "/config/queryLimit", "");
    assertThat(source(one, "queryLimit")).isEqualTo("environment");
    assertThat(source(one, "logLevel")).isEqualTo("override");

    HttpResponse<String> all = http.send("DELETE", "/config", "");
    assertThat(source(all, "logLevel")).isEqualTo("default");
    assertThat(http.send("DELETE", "/config/queryLimit", "").statusCode())
        .as("nothing left to remove")
        .isEqualTo(200);
  }

  static Stream<Setting<?>> everySetting() {
    return Tunables.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void everyKey_takesItsOwnDefault_andRefusesWrongTypes(Setting<?> setting) {
    String path = "/config/" + setting.name();
    Object value = new JsonObject(http.get("/config/defaults").body())
        .getJsonObject(setting.name())
        .getValue("value");

    assertThat(put(path, new JsonObject().put("value", value).encode()).statusCode())
        .isEqualTo(200);
    for (Object wrong : List.of(new JsonObject(), 1.5, new JsonArray().add(1), -1, "\u0000 ?")) {
      HttpResponse<String> refused =
          put(path, new JsonObject().put("value", wrong).encode());
      assertError(refused, 400);
      assertThat(refused.body()).contains(setting.name()).contains("allowed");
    }
  }

  static Stream<Arguments> goodValues() {
    return Stream.of(
        Arguments.of("queryLimit", "1", 1),
        Arguments.of("scrapeDelaySeconds", "0", 0),
        Arguments.of("excludeHost", "\"TRUE\"", true),
        Arguments.of("excludeHost", "0", false),
        Arguments.of("logLevel", "\"WARN\"", "warn"),
        Arguments.of("cfZones", "null", null),
        Arguments.of("cfZones", "[\"a\", \"b\"]", "a,b"),
        Arguments.of("cfAccounts", "\"a, b\"", "a,b"),
        Arguments.of("metricsDenylist", "[\"a_total\"]", "a_total"),
        Arguments.of("metricsDenylist", "\"\"", ""));
  }

  @ParameterizedTest
  @MethodSource("goodValues")
  void values_areReadAsTheirKeyHasThem(String key, String json, Object expected) {
    HttpResponse<String> answer = put("/config/" + key, "{\"value\": " + json + "}");

    assertThat(new JsonObject(answer.body()).getJsonObject(key).getValue("value"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      queryLimit      | 0               | queryLimit: runtime value "0" is refused, allowed is an integer of 1 or more
      queryLimit      | "many"          | queryLimit: runtime value "many" is refused, allowed is an integer of 1 or more
      queryLimit      | null            | queryLimit: runtime value "null" is refused, allowed is an integer of 1 or more
      queryLimit      | 99999999999     | queryLimit: runtime value "99999999999" is refused, allowed is an integer of 1 or more, at most 2147483647
      excludeHost     | "yes"           | excludeHost: runtime value "yes" is refused, allowed is true or false (any case), 1 or 0
      logFormat       | "xml"           | logFormat: runtime value "xml" is refused, allowed is one of json, pretty
      metricsDenylist | "a_totl"        | metricsDenylist: runtime value "a_totl" is refused, allowed is a list of metrics that are served; "a_totl" is none, similar are a_total, b
      """)
  void refusedValue_isToldWithKeyValueAndRule(String key, String json, String error) {
    HttpResponse<String> refused = put("/config/" + key, "{\"value\": " + json + "}");

    assertError(refused, 400);
    assertThat(new JsonObject(refused.body()).getString("error")).isEqualTo(error);
    assertThat(overrides.stored).isEmpty();
  }

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

  private Http open(Optional<Credentials> credentials) {
    ConfigRoutes routes = new ConfigRoutes(live, new Overriding(live, overrides, mistake -> {}));
    HttpSources sources = new HttpSourcesFixture().sources(routes::mount);
    HttpVerticle verticle =
        new HttpVerticle(new HttpSettings("127.0.0.1", 0, "/metrics", false, credentials), sources);
    vertx.deployVerticle(verticle).await();
    return Http.to(verticle.port());
  }

  private HttpResponse<String> put(String path, String body, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Content-Type", JSON), Stream.of(headers)).toArray(String[]::new);
    return http.send("PUT", path, body, all);
  }

  private static String source(HttpResponse<String> config, String key) {
    return new JsonObject(config.body()).getJsonObject(key).getString("source");
  }

  private static void assertError(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(new JsonObject(response.body()).getString("error")).isNotBlank();
    assertThat(new JsonObject(response.body()).getJsonArray("details")).isNotNull();
  }
}
