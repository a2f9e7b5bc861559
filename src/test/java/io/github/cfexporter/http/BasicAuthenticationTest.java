package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.access.Credentials;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** User and password, where they are configured. */
@Tag("unit")
@ExtendWith(VertxExtension.class)
class BasicAuthenticationTest {
  private final HttpSourcesFixture exporter = new HttpSourcesFixture();

  @Test
  void credentials_areAskedForEverywhereButOnProbes(Vertx vertx) throws Exception {
    Http http = open(vertx);

    for (String path : List.of(
        "/",
        "/metrics",
        "/health",
        "/status.json",
        "/assets/page.js",
        "/x",
        "/-/healthy/..",
        "//metrics",
        "/-/healthy/x")) {
      HttpResponse<String> refused = http.get(path);
      HttpVerticleTest.assertError(refused, 401, "user and password are required");
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic realm=");
    }
    assertThat(http.get("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(http.get("/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void wrongCredentials_areRefused_andTheRightOnesNot(Vertx vertx) throws Exception {
    Http http = open(vertx);

    assertThat(http.get("/metrics", "Authorization", basic("prom:s3cret:ä")).statusCode())
        .isEqualTo(200);
    for (String wrong : List.of(
        basic("prom:s3cret"),
        basic("prom"),
        basic(""),
        "Basic !!",
        "Basic",
        "Bearer abc",
        basic("Prom:s3cret:ä"))) {
      assertThat(http.get("/metrics", "Authorization", wrong).statusCode()).isEqualTo(401);
    }
  }

  private Http open(Vertx vertx) throws Exception {
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings(
            "127.0.0.1", 0, "/metrics", false, Optional.of(new Credentials("prom", "s3cret:ä"))),
        exporter.sources());
    HttpVerticleTest.await(vertx.deployVerticle(verticle));
    return Http.to(verticle.port());
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }
}
