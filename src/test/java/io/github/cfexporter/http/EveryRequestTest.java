package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.config.FakeOverrides;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.OverrideStore;
import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.report.Refused;
import io.github.cfexporter.settings.MetricNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every path with every method, from every kind of client, as section 4 of the contract has it;
 * cases.md 31, 34 and 42. Over sockets, since no client library sends what is asked for here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("unit")
class EveryRequestTest {
  private static final String OWN = "exporter.example";
  private static final List<String> PROBES = List.of("/-/healthy", "/-/ready");
  private static final List<String> MACHINES = List.of("/metrics", "/metrics/node", "/health");
  private static final List<String> PAGES = List.of(
      "/",
      "/assets/page.css",
      "/assets/page.js",
      "/assets/dom.js",
      "/assets/chart.js",
      "/assets/config.js",
      "/assets/zones.js",
      "/assets/icon.svg",
      "/assets/keys.json",
      "/status.json",
      "/zones.json",
      "/config/defaults");
  private static final List<String> ONE_OF_EACH = List.of(
      "/-/healthy",
      "/metrics",
      "/metrics/node",
      "/health",
      "/",
      "/assets/page.js",
      "/status.json",
      "/zones.json",
      "/config",
      "/config/defaults",
      "/config/queryLimit",
      "/nothing/here");
  private static final String JSON = "{\"value\": 7}";
  private static final List<String> METHODS = List.of(
      "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO");
  private static final String LOGIN = "Authorization: Basic "
      + Base64.getEncoder().encodeToString("prom:right".getBytes(StandardCharsets.UTF_8)) + "\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final List<Vertx> others = new ArrayList<>(List.of(vertx));

  /** Overrides of the server that was opened last. */
  private FakeOverrides overrides = new FakeOverrides();

  private final HttpSourcesFixture exporter = ofCluster();
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

  /** So that no route is added without a row in the tables of this class. */
  @Test
  void everyRoute_isInTheTables() {
    Set<String> known = new TreeSet<>(all());
    known.remove("/nothing/here");
    known.remove("/config/queryLimit");
    known.add("/config/:key");

    assertThat(routes()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everyPath_withEveryHostAndOrigin_asTheRulesSay() {
    for (String host : List.of(OWN, "localhost:81", "10.1.2.3:8787", "evil.example", "")) {
      for (String origin : List.of("", "http://" + host, "https://other.example", "null")) {
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "POST", "OPTIONS", "FOO")) {
          for (String path : ONE_OF_EACH) {
            assertRules(open, method, path, host, origin, "");
            assertRules(closed, method, path, host, origin, LOGIN);
          }
          assertRules(closed, method, "/config/queryLimit", host, origin, "");
        }
      }
    }
  }

  private void assertRules(
      int port, String method, String path, String host, String origin, String login) {
    boolean foreignHost = host.equals("evil.example");
    boolean foreignOrigin = !origin.isEmpty() && !origin.equals("http://" + host);
    boolean put = method.equals("PUT") && path.equals("/config/queryLimit");
    String headers = (host.isEmpty() ? "" : "Host: " + host + "\r\n")
        + (origin.isEmpty() || origin.equals("http://") ? "" : "Origin: " + origin + "\r\n")
        + (put ? "Content-Type: application/json\r\nContent-Length: " + JSON.length() + "\r\n" : "")
        + login;
    String expected;
    if (host.isEmpty()) {
      expected = "400"; // RFC 9112 section 3.2
    } else if (foreignHost && !MACHINES.contains(path) && !PROBES.contains(path)) {
      expected = "403";
    } else if (port == closed && login.isEmpty() && !PROBES.contains(path)) {
      expected = "401";
    } else {
      String usual = put ? "200" : status(method, path);
      boolean changes = !Set.of("GET", "HEAD").contains(method) && usual.equals("200");
      expected = changes && foreignOrigin ? "403" : usual;
    }
    String answer = whole(port, method, path, headers, put ? JSON : "");
    assertThat(answer)
        .as("%s %s of host %s, origin %s", method, path, host, origin)
        .startsWith("HTTP/1.1 " + expected)
        .doesNotContainIgnoringCase("Access-Control-"); // no other site may read it
  }

  private Set<String> routes() {
    LiveSettings live =
        LiveSettings.read(new SettingsReader(Map.of()), MetricNames.of(() -> List.of("a_total")));
    ConfigRoutes config = new ConfigRoutes(live, new OverrideStore(live, overrides, mistake -> {}));
    Router router = new Server(
            settings(Optional.empty()), exporter.sources(more -> mount(config, more)))
        .router(vertx);
    return router.getRoutes().stream()
        .map(Route::getPath)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static HttpSourcesFixture ofCluster() {
    HttpSourcesFixture exporter = new HttpSourcesFixture();
    exporter.ofNode = Optional.of(() -> exporter.fragments);
    return exporter;
  }

  /** As a node adds them. */
  private static void mount(ConfigRoutes config, Router router) {
    config.mount(router);
    new ZonesRoute(account -> Future.succeededFuture(Optional.of(List.of()))).mount(router);
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

  private static String whole(int port, String method, String path, String headers, String body) {
    try (RawClient client = RawClient.to(port)) {
      client.send(
          method + " " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body);
      return client.untilClosed();
    }
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
    ConfigRoutes routes = new ConfigRoutes(live, new OverrideStore(live, stored, mistake -> {}));
    HttpVerticle verticle =
        new HttpVerticle(settings(credentials), exporter.sources(router -> mount(routes, router)));
    on.deployVerticle(verticle).await();
    return verticle.port();
  }

  private static HttpSettings settings(Optional<Credentials> credentials) {
    return new HttpSettings(
        "127.0.0.1",
        0,
        "/metrics",
        false,
        credentials,
        new HostNames(List.of(OWN)),
        HttpLimits.usual());
  }
}
