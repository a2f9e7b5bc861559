package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.config.FakeOverrides;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.OverrideStore;
import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.settings.MetricNames;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with the configuration endpoints, over overrides in a plain map. */
abstract class ConfigEndpointsFixture {
  static final String JSON = "application/json";

  final FakeOverrides overrides = new FakeOverrides();
  final LiveSettings live = LiveSettings.read(
      new SettingsReader(Map.of("QUERY_LIMIT", "50")),
      MetricNames.of(() -> List.of("a_total", "b")));
  Vertx vertx;
  Http http;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    http = open(Optional.empty());
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  Http open(Optional<Credentials> credentials) {
    ConfigRoutes routes = new ConfigRoutes(live, new OverrideStore(live, overrides, mistake -> {}));
    HttpSources sources = new HttpSourcesFixture().sources(routes::mount);
    HttpVerticle verticle =
        new HttpVerticle(new HttpSettings("127.0.0.1", 0, "/metrics", false, credentials), sources);
    vertx.deployVerticle(verticle).await();
    return Http.to(verticle.port());
  }

  HttpResponse<String> put(String path, String body, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Content-Type", JSON), Stream.of(headers)).toArray(String[]::new);
    return http.send("PUT", path, body, all);
  }

  static String source(HttpResponse<String> config, String key) {
    return new JsonObject(config.body()).getJsonObject(key).getString("source");
  }

  static void assertError(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(new JsonObject(response.body()).getString("error")).isNotBlank();
    assertThat(new JsonObject(response.body()).getJsonArray("details")).isNotNull();
  }
}
