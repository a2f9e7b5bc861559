package io.github.cfexporter.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.verticle.config.FakeOverrides;
import io.github.cfexporter.verticle.config.LiveSettings;
import io.github.cfexporter.verticle.config.Overriding;
import io.github.cfexporter.verticle.config.SettingsReader;
import io.github.cfexporter.verticle.http.ConfigRoutes;
import io.github.cfexporter.verticle.http.Credentials;
import io.github.cfexporter.verticle.http.HostNames;
import io.github.cfexporter.verticle.http.HttpLimits;
import io.github.cfexporter.verticle.http.HttpSettings;
import io.github.cfexporter.verticle.http.HttpSourcesFixture;
import io.github.cfexporter.verticle.http.Refused;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every path with every method, from every kind of client, as section 4 of the contract has it;
 * cases.md 31, 34 and 42. Over sockets, since no client library sends what is asked for here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRequestTest {
  private static final String OWN = "exporter.example";
  private static final List<String> PROBES = List.of("/-/healthy", "/-/ready");
  private static final List<String> MACHINES = List.of("/metrics", "/health");
  private static final List<String> PAGES =
      List.of("/", "/assets/page.js", "/assets/keys.json", "/status.json", "/config/defaults");
  private static final List<String> METHODS = List.of(
      "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO");
  private static final String LOGIN = "Authorization: Basic "
      + Base64.getEncoder().encodeToString("prom:right".getBytes(StandardCharsets.UTF_8)) + "\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final List<Vertx> others = new ArrayList<>(List.of(vertx));

  /** Overrides of the server that was opened last. */
  private FakeOverrides overrides = new FakeOverrides();

  private final HttpSourcesFixture exporter = new HttpSourcesFixture();
  private final int open = serve(vertx, Optional.empty());
  private final int closed = serve(another(), Optional.of(new Credentials("prom", "right")));

  @AfterAll
  void close() {
    others.forEach(one -> one.close().await());
  }

  @Test
  void everyPath_answersEveryMethod_asTheContractSays() {
    for (String method : METHODS) {
      for (String path : all()) {
        String expected = status(method, path);
        assertThat(answer(open, method, path, "Host: " + OWN + "\r\n"))
            .as("%s %s", method, path)
            .startsWith("HTTP/1.1 " + expected);
        assertThat(answer(closed, method, path, "Host: " + OWN + "\r\n" + LOGIN))
            .as("%s %s with the password", method, path)
            .startsWith("HTTP/1.1 " + expected);
        assertThat(answer(closed, method, path, "Host: " + OWN + "\r\n"))
            .as("%s %s without the password", method, path)
            .startsWith("HTTP/1.1 " + (PROBES.contains(path) ? expected : "401"));
      }
    }
  }

  @Test
  void bodiesOfAnyType_areRefused_whereNoneBelongs() {
    for (String type : List.of(
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json",
        "nonsense",
        "")) {
      for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "GET")) {
        for (String path : all()) {
          String headers =
              "Host: " + OWN + "\r\nContent-Type: " + type + "\r\nContent-Length: 4\r\n";
          boolean wanted = method.equals("PUT") && path.equals("/config/queryLimit");
          String expected =
              wanted ? type.equals("application/json") ? "400" : "415" : status(method, path);
          assertThat(answer(open, method, path, headers, "--x-"))
              .as("%s %s %s", method, path, type)
              .startsWith("HTTP/1.1 " + expected);
        }
      }
    }
    assertThat(overrides.stored).isEmpty();
  }

  @Test
  void foreignHost_getsMetricsAndProbes_andNothingElse() {
    for (String host :
        List.of("evil.example", "evil.example:8787", "127.0.0.1.evil.example", "2130706433")) {
      String headers = "Host: " + host + "\r\nOrigin: http://" + host + "\r\n";
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "POST")) {
        for (String path : all()) {
          boolean machine = PROBES.contains(path) || MACHINES.contains(path);
          assertThat(answer(open, method, path, headers))
              .as("%s %s of %s", method, path, host)
              .startsWith("HTTP/1.1 " + (machine ? status(method, path) : "403"));
          assertThat(answer(closed, method, path, headers + LOGIN))
              .as("%s %s of %s with the password", method, path, host)
              .startsWith("HTTP/1.1 " + (machine ? status(method, path) : "403"));
        }
      }
    }
    assertThat(exporter.refused).contains(Refused.Reason.HOST);
  }

  @Test
  void foreignOrigin_changesNothing_underAnyNameOfOurs() {
    String json = "{\"value\": 7}";
    for (String host : List.of(OWN, "localhost:80", "127.0.0.1", "[::1]:9", "EXPORTER.example.")) {
      String headers = "Host: " + host + "\r\nContent-Type: application/json\r\nContent-Length: "
          + json.length() + "\r\n";
      assertThat(answer(
              open, "PUT", "/config/queryLimit", headers + "Origin: http://evil.example\r\n", json))
          .startsWith("HTTP/1.1 403");
      assertThat(
              answer(open, "DELETE", "/config", headers + "Origin: http://evil.example\r\n", json))
          .startsWith("HTTP/1.1 403");
      assertThat(answer(open, "PUT", "/config/queryLimit", headers, json))
          .startsWith("HTTP/1.1 200");
      assertThat(answer(open, "DELETE", "/config/queryLimit", "Host: " + host + "\r\n"))
          .startsWith("HTTP/1.1 200");
    }
    assertThat(answer(open, "GET", "/config", "Host: " + OWN + "\r\nHost: evil.example\r\n"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void requestTargetsThatAreNoPaths_areRefusedInOneLine() {
    for (String target : List.of(
        "*", "http://127.0.0.1/metrics", "/%", "/%zz", "//", "/..", "x", "/config/%2e%2e")) {
      for (String method : List.of("GET", "OPTIONS", "CONNECT", "PUT")) {
        assertThat(answer(open, method, target, "Host: " + OWN + "\r\n"))
            .as("%s %s", method, target)
            .doesNotStartWith("HTTP/1.1 5");
      }
    }
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(PROBES);
    all.addAll(MACHINES);
    all.addAll(PAGES);
    all.addAll(List.of("/config", "/config/queryLimit", "/nothing/here"));
    return all;
  }

  /** Without a body, for a client that may do all that there is. */
  private static String status(String method, String path) {
    Set<String> reading = Set.of("GET", "HEAD");
    if (path.equals("/nothing/here")) {
      return "404";
    } else if (reading.contains(method)) {
      return "200";
    } else if (path.equals("/config") && method.equals("DELETE")) {
      return "200";
    } else if (path.equals("/config/queryLimit")) {
      return switch (method) {
        case "PUT" -> "415";
        case "DELETE" -> "200";
        default -> "405";
      };
    }
    return "405";
  }

  private static String answer(int port, String method, String path, String headers) {
    return answer(port, method, path, headers, "");
  }

  private static String answer(int port, String method, String path, String headers, String body) {
    try (RawClient client = RawClient.to(port)) {
      client.send(
          method + " " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body);
      return client.statusLine();
    }
  }

  private Vertx another() {
    Vertx another = Vertx.vertx(); // within one, servers would share a port
    others.add(another);
    return another;
  }

  private int serve(Vertx on, Optional<Credentials> credentials) {
    LiveSettings live =
        LiveSettings.read(new SettingsReader(Map.of()), MetricNames.of(() -> List.of("a_total")));
    FakeOverrides stored = new FakeOverrides();
    overrides = stored;
    ConfigRoutes routes = new ConfigRoutes(live, new Overriding(live, stored, mistake -> {}));
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings(
            "127.0.0.1",
            0,
            "/metrics",
            false,
            credentials,
            new HostNames(List.of(OWN)),
            HttpLimits.usual()),
        exporter.sources(routes::mount));
    on.deployVerticle(verticle).await();
    return verticle.port();
  }
}
