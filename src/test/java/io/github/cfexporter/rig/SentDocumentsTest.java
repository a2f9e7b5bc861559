package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.cloudflare.graphql.CloudflareSchema;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The very documents that a node sends in an hour for all query kinds, against Cloudflare's real schema. */
@Tag("rig")
class SentDocumentsTest {
  private final Set<String> documents = ConcurrentHashMap.newKeySet();

  @Test
  void everyDocumentSent_isValidAgainstCloudflaresSchema() {
    Map<String, String> settings = Map.of(
        "METRIC_REFRESH_INTERVAL_SECONDS",
        "600",
        "QUERY_KINDS",
        QueryKinds.allOn(Catalog.bundled().all()));
    try (Rig rig = Rig.sending(AllKindsTest.world(), settings, Remotes.asking(Catalog.bundled()))) {
      rig.latency(call -> {
        if (call.pathAndQuery().equals("/graphql")) {
          documents.add(new JsonObject(call.body()).getString("query"));
        }
        return 80;
      });
      rig.advance(Duration.ofMinutes(62)); // limits are asked again after an hour
    }

    assertThat(documents)
        .anyMatch(document -> document.contains("httpRequests1mGroups("))
        .anyMatch(document -> document.contains("workersInvocationsAdaptive("))
        .anyMatch(document -> document.contains("settings {"))
        .anyMatch(document -> document.contains("zarazTrackAdaptiveGroups("))
        .allSatisfy(document -> assertThat(CloudflareSchema.errors(document)).isEmpty());
  }
}
