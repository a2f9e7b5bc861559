package io.github.cfexporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.http.Http;
import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.HttpSourcesFixture;
import io.github.cfexporter.http.HttpVerticle;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one of several nodes serves, and what one that is alone. */
@ExtendWith(VertxExtension.class)
@Tag("unit")
class NodeMetricsTest {
  private static final String SAMPLE = "requests_total{zone=\"example.org\"} 42";

  private final HttpSourcesFixture exporter = new HttpSourcesFixture();

  @Test
  void oneOfSeveral_servesAllNodes_withoutItsProcess(Vertx vertx) {
    Http http = clustered(vertx);

    assertThat(http.get("/metrics").body()).contains(SAMPLE).doesNotContain("own");
  }

  @Test
  void oneOfSeveral_servesItsProcess_onAPageOfItsOwn(Vertx vertx) {
    Http http = clustered(vertx);

    assertThat(http.get("/metrics/node").body()).isEqualTo("own 1\n");
  }

  @Test
  void scopeOfNode_servesWhatItCollects_andItsProcess(Vertx vertx) {
    Http http = clustered(vertx);

    assertThat(http.get("/metrics?scope=node").body())
        .contains("requests_total{zone=\"own.example\"} 7\n")
        .endsWith("own 1\n")
        .doesNotContain(SAMPLE);
  }

  @Test
  void nodeThatIsAlone_servesEverythingInOnePage(Vertx vertx) {
    Http http = serve(vertx);

    assertThat(http.get("/metrics?scope=node").body()).contains(SAMPLE).endsWith("own 1\n");
    assertThat(http.get("/metrics/node").statusCode()).isEqualTo(404);
  }

  private Http clustered(Vertx vertx) {
    exporter.ofNode = Optional.of(() -> List.of(new FragmentWriter()
        .family("requests_total")
        .sample(List.of("zone"), List.of("own.example"), 7L)
        .finish()));
    return serve(vertx);
  }

  private Http serve(Vertx vertx) {
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings("127.0.0.1", 0, "/metrics", true, Optional.empty()), exporter.sources());
    vertx.deployVerticle(verticle).await();
    return Http.to(verticle.port());
  }
}
