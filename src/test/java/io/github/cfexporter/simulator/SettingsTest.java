package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code settings} promises is what is granted. */
class SettingsTest {
  private final Fixture cloudflare = Fixture.of(World.of(1, 1));
  private final Zone zone = cloudflare.zone(0);

  @ParameterizedTest
  @EnumSource(Dataset.class)
  void everyAvailableField_canBeAskedAndIsNeverNull(Dataset dataset) {
    JsonObject settings = settings(dataset);
    assertThat(settings.getBoolean("enabled")).isTrue();

    for (Object path : settings.getJsonArray("availableFields")) {
      String selection = ((String) path).replace("_", " { ") + " }".repeat(depth((String) path));
      String node = Fixture.node(dataset.node, NOON - 3600, NOON - 1800, "", selection);
      String answer = cloudflare.accountAnswer(document(dataset, node)).encode();

      assertThat(answer).contains("\"n\":[{").doesNotContain("null");
      cloudflare.nowMillis.addAndGet(2_000);
    }
  }

  @Test
  void plan_opensAndClosesDatasets() {
    cloudflare.world.changePlan(zone.id(), Plan.FREE);

    assertThat(settings(Dataset.HTTP_REQUESTS_1M).getBoolean("enabled")).isFalse();
    assertThat(settings(Dataset.HTTP_REQUESTS).getBoolean("enabled")).isTrue();
    assertThat(settings(Dataset.HTTP_REQUESTS).getLong("maxDuration")).isEqualTo(86_400);
    cloudflare.world.changePlan(zone.id(), Plan.ENTERPRISE);
    assertThat(settings(Dataset.HTTP_REQUESTS_1M).getBoolean("enabled")).isTrue();
    assertThat(settings(Dataset.HTTP_REQUESTS).getLong("maxDuration")).isEqualTo(31 * 86_400);
  }

  @Test
  void botFields_needBotManagement() {
    assertThat(settings(Dataset.FIREWALL).getJsonArray("availableFields"))
        .contains("dimensions_botScore");
    cloudflare.world.entitleZone(zone.id(), Set.of());

    assertThat(settings(Dataset.FIREWALL).getJsonArray("availableFields"))
        .contains("dimensions_action")
        .doesNotContain("dimensions_botScore");
    assertThat(settings(Dataset.LOAD_BALANCING).getBoolean("enabled")).isFalse();
  }

  @Test
  void log_tellsNodesAndWindows() {
    String node = Fixture.node("httpRequestsAdaptiveGroups", NOON - 120, NOON - 60, "", "count");
    cloudflare.ask(cloudflare.nested(zone, node));

    CallLog.Call call = cloudflare.simulator.log().calls().get(0);
    assertThat(call.nodes())
        .containsExactly(new CallLog.AskedNode(
            "n", "httpRequestsAdaptiveGroups", List.of(zone.id()), NOON - 120, NOON - 60));
    assertThat(call.zones()).containsExactly(zone.id());
    assertThat(call.cost()).isEqualTo(1);
    assertThat(call.ok()).isTrue();
  }

  private JsonObject settings(Dataset dataset) {
    JsonObject account = cloudflare.accountAnswer(document(
        dataset,
        "settings { " + dataset.node + " { enabled availableFields maxDuration notOlderThan } }"));
    JsonObject scope = ofZone(dataset) ? account.getJsonArray("zones").getJsonObject(0) : account;
    return scope.getJsonObject("settings").getJsonObject(dataset.node);
  }

  private String document(Dataset dataset, String node) {
    return ofZone(dataset)
        ? cloudflare.nested(zone, node)
        : Fixture.ofAccount(cloudflare.account(0), node);
  }

  private static boolean ofZone(Dataset dataset) {
    return dataset.scope == Dataset.Scope.ZONE;
  }

  private static int depth(String path) {
    return (int) path.chars().filter(letter -> letter == '_').count();
  }
}
