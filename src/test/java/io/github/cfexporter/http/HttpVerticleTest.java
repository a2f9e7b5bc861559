package io.github.cfexporter.http;

import static io.github.cfexporter.http.HttpSourcesFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.report.Health;
import io.github.cfexporter.report.Health.Check;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Status.State;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
@Tag("unit")
class HttpVerticleTest {
  private final HttpSourcesFixture exporter = new HttpSourcesFixture();

  @Test
  void health_isJson_andFollowsItsChecks(Vertx vertx) throws Exception {
    Http http = open(vertx, false, Optional.empty());

    HttpResponse<String> healthy = http.get("/health");
    assertThat(healthy.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(healthy.body())).isEqualTo(new JsonObject("""
        {"status": "healthy", "timestamp": "2026-01-01T12:00:00Z", "checks": {
          "cloudflare_api": {"status": "healthy", "latency_ms": 12, "error": null, "error_code": null},
          "graphql_api": {"status": "healthy", "latency_ms": 34, "error": null, "error_code": null}}}
        """));

    Check failed = Check.failed(5_000, "API_TIMEOUT", "no answer");
    exporter.health =
        Future.succeededFuture(new Health(HttpSourcesFixture.NOON, Check.passed(1), failed));
    HttpResponse<String> unhealthy = http.get("/health");
    assertThat(unhealthy.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(unhealthy.body()).getString("status")).isEqualTo("unhealthy");
    assertThat(
            new JsonObject(unhealthy.body()).getJsonObject("checks").getJsonObject("graphql_api"))
        .isEqualTo(new JsonObject("""
            {"status": "unhealthy", "latency_ms": 5000, "error": "no answer",
             "error_code": "API_TIMEOUT"}"""));
  }

  @Test
  void probes_answerGetAndHead(Vertx vertx) throws Exception {
    Http http = open(vertx, false, Optional.empty());

    for (String path : List.of("/-/healthy", "/-/ready")) {
      assertThat(http.get(path).statusCode()).isEqualTo(200);
      assertThat(http.send("HEAD", path, "").statusCode()).isEqualTo(200);
    }
    exporter.readiness = Readiness.notYet("the cluster is not joined", "no configuration");
    assertThat(http.get("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(http.send("HEAD", "/-/ready", "").statusCode()).isEqualTo(503);
    assertThat(http.get("/-/ready").body())
        .isEqualTo("not ready\nthe cluster is not joined\nno configuration\n");
  }

  @Test
  void status_saysWhatIsWrong(Vertx vertx) throws Exception {
    Http http = open(vertx, false, Optional.empty());

    JsonObject well = new JsonObject(http.get("/status.json").body());
    assertThat(well.getBoolean("healthy")).isTrue();
    assertThat(well.getJsonArray("accounts").getJsonObject(0).getInteger("zones_filtered"))
        .isEqualTo(10);

    exporter.status = status(State.FAILING);
    exporter.readiness = Readiness.notYet("the cluster is not joined");
    JsonObject unwell = new JsonObject(http.get("/status.json").body());
    assertThat(unwell.getBoolean("healthy")).isFalse();
    assertThat(unwell.getJsonArray("reasons"))
        .isEqualTo(JsonArray.of(
            "the cluster is not joined",
            "Collections that are failing: 1 of 1 (http-metrics of acme)."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/page.css",
        "/assets/page.js",
        "/assets/dom.js",
        "/assets/config.js",
        "/assets/chart.js",
        "/assets/zones.js",
        "/assets/icon.svg"
      })
  void page_isServedAndRevalidated(String path, Vertx vertx) throws Exception {
    Http http = open(vertx, false, Optional.empty());

    HttpResponse<String> page = http.get(path);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.body()).doesNotContain("innerHTML", "http-equiv", " onclick", "style=\"");

    String tag = page.headers().firstValue("ETag").orElseThrow();
    assertThat(http.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(http.send("HEAD", path, "").headers().firstValue("Content-Length"))
        .isEqualTo(page.headers().firstValue("Content-Length"));
  }

  @Test
  void disabledPage_isNotFound(Vertx vertx) throws Exception {
    Http http = open(vertx, true, Optional.empty());

    for (String path : List.of("/", "/status.json", "/assets/page.js")) {
      assertThat(http.get(path).statusCode()).isEqualTo(404);
    }
    assertThat(http.get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void refusals_areJson(Vertx vertx) throws Exception {
    Http http = open(vertx, false, Optional.empty());

    assertError(http.get("/nowhere"), 404, "there is nothing here");
    assertError(http.get("/assets/../index.html"), 404, "there is nothing here");
    HttpResponse<String> wrongMethod = http.send("DELETE", "/metrics", "");
    assertError(wrongMethod, 405, "method DELETE is not allowed");
    assertThat(wrongMethod.headers().firstValue("Allow").orElseThrow().split(", ?"))
        .containsExactlyInAnyOrder("GET", "HEAD");
    assertError(http.send("POST", "/-/healthy", "x"), 405, "method POST is not allowed");
    String[] json = {"Content-Type", "application/json"};
    assertError(
        http.send("PUT", "/config/a", "x".repeat(70_000), json), 413, "the body is too large");
    assertThat(http.send("PUT", "/config/a", "short", json).body()).isEqualTo("short");
    exporter.health = Future.failedFuture(new IllegalStateException("secret detail"));
    assertError(http.get("/health"), 500, "internal error, see the log");
    assertThat(http.get("/health").body()).doesNotContain("secret");
  }

  @Test
  void instances_shareOnePort(Vertx vertx) throws Exception {
    List<HttpVerticle> instances = new ArrayList<>();

    deploy(vertx, 0, instances, 2);

    assertThat(instances).hasSize(2);
    assertThat(instances.get(0).port()).isPositive().isEqualTo(instances.get(1).port());
    assertThat(Http.to(instances.get(0).port()).get("/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void takenPort_failsWithASentence(Vertx vertx) throws Exception {
    Vertx other = Vertx.vertx(); // within one Vertx, servers share a port on purpose
    try {
      List<HttpVerticle> first = new ArrayList<>();
      deploy(other, 0, first, 1);
      int taken = first.get(0).port();

      Future<?> second = vertx.deployVerticle(
          new HttpVerticle(settings(taken, false, Optional.empty()), exporter.sources()));

      assertThat(second.toCompletionStage())
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("cannot listen on 127.0.0.1:" + taken + ": the port is taken");
    } finally {
      await(other.close());
    }
  }

  private Http open(Vertx vertx, boolean disableUi, Optional<Credentials> credentials)
      throws Exception {
    HttpVerticle verticle =
        new HttpVerticle(settings(0, disableUi, credentials), exporter.sources());
    await(vertx.deployVerticle(verticle));
    return Http.to(verticle.port());
  }

  private void deploy(Vertx vertx, int port, List<HttpVerticle> instances, int count)
      throws Exception {
    await(vertx.deployVerticle(
        () -> {
          HttpVerticle verticle =
              new HttpVerticle(settings(port, false, Optional.empty()), exporter.sources());
          instances.add(verticle);
          return verticle;
        },
        new DeploymentOptions().setInstances(count)));
  }

  private static HttpSettings settings(
      int port, boolean disableUi, Optional<Credentials> credentials) {
    return new HttpSettings("127.0.0.1", port, "/metrics", disableUi, credentials);
  }

  static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  static void assertError(HttpResponse<String> response, int status, String error) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(new JsonObject(response.body()).getString("error")).isEqualTo(error);
    assertThat(new JsonObject(response.body()).getJsonArray("details")).isNotNull();
  }
}
