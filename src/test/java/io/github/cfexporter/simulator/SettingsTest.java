package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code settings} promises is what is granted. */
@Tag("unit")
class SettingsTest {
  private final Fixture cloudflare = Fixture.of(World.of(1, 1));
  private final Zone zone = cloudflare.zone(0);

  static List<Dataset> datasets() {
    return Dataset.all();
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void everyAvailableField_canBeAskedAndIsNeverNull(Dataset dataset) {
    cloudflare.world.changePlan(zone.id(), Plan.ENTERPRISE);
    JsonObject settings = settings(dataset);
    assertThat(settings.getBoolean("enabled")).isTrue();

    for (Object path : settings.getJsonArray("availableFields")) {
      String selection = ((String) path).replace("_", " { ") + " }".repeat(depth((String) path));
      String node = Fixture.node(dataset.node, NOON - 3600, NOON - 1800, "", selection)
          .replace("datetime_", DatasetTimes.finest(dataset) + "_");
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

  /** What opens to every plan, and what stays closed to the Free one although settings offer it. */
  @Test
  void essentialDatasets_areOpenToTheFreePlan() {
    cloudflare.world.changePlan(zone.id(), Plan.FREE);

    assertThat(settings(Dataset.FIREWALL).getBoolean("enabled")).isFalse();
    assertThat(settings(Dataset.HTTP_OVERVIEW).getBoolean("enabled")).isTrue();
    assertThat(settings(Dataset.FIREWALL_BY_TIME).getBoolean("enabled")).isTrue();
    assertThat(settings(Dataset.HTTP_REQUESTS).getJsonArray("availableFields"))
        .contains("dimensions_coloCode")
        .doesNotContain("dimensions_clientRefererHost", "dimensions_edgeResponseContentTypeName");
    assertThat(settings(Dataset.FIREWALL_BY_TIME).getJsonArray("availableFields"))
        .contains("count", "dimensions_action");
    assertThat(cloudflare.zoneRows(byTime("count"))).hasSize(1);
    assertThat(cloudflare.refusal(byTime("count dimensions { action }")))
        .startsWith("zone '" + zone.id() + "' does not have access to the field 'action'");
    cloudflare.world.changePlan(zone.id(), Plan.PRO);
    assertThat(cloudflare.zoneRows(byTime("count dimensions { action }"))).isNotEmpty();
  }

  @Test
  void closedDatasetsAndFields_areRefused_andOnlyDatasetsAreTold() {
    cloudflare.world.close(
        zone.id(), "httpRequests1mGroups", "firewallEventsAdaptiveByTimeGroups.source");

    assertThat(settings(Dataset.HTTP_REQUESTS_1M).getBoolean("enabled")).isFalse();
    assertThat(settings(Dataset.FIREWALL_BY_TIME).getJsonArray("availableFields"))
        .contains("dimensions_source");
    assertThat(cloudflare.refusal(byTime("count dimensions { source }")))
        .contains("does not have access to the field 'source'");
  }

  /** Two datasets over the same requests. */
  @Test
  void overview_addsUpToTheRollup() {
    String sums = "sum { requests bytes cachedRequests cachedBytes pageViews }";
    JsonObject rollup = sums("httpRequests1mGroups", sums);
    JsonObject overview =
        sums("httpRequestsOverviewAdaptiveGroups", sums + " ratio { cachedBytes }");

    assertThat(overview.getJsonObject("sum")).isEqualTo(rollup.getJsonObject("sum"));
    assertThat(overview.getJsonObject("ratio").getDouble("cachedBytes"))
        .isEqualTo(rollup.getJsonObject("sum").getDouble("cachedBytes")
            / rollup.getJsonObject("sum").getDouble("bytes"));
  }

  @Test
  void silence_endsWhenItIsSaidTo() {
    cloudflare.world.silence(zone.id(), NOON - 3600, NOON - 1800);
    String node = "httpRequestsAdaptiveGroups";

    assertThat(cloudflare.zoneRows(
            cloudflare.nested(zone, Fixture.node(node, NOON - 3600, NOON - 1800, "", "count"))))
        .isEmpty();
    assertThat(cloudflare.zoneRows(
            cloudflare.nested(zone, Fixture.node(node, NOON - 1800, NOON - 1700, "", "count"))))
        .isNotEmpty();
  }

  private JsonObject sums(String dataset, String selection) {
    String node = Fixture.node(dataset, NOON - 3600, NOON - 1800, "", selection);
    return cloudflare.zoneRows(cloudflare.nested(zone, node)).getJsonObject(0);
  }

  private String byTime(String selection) {
    String dataset = "firewallEventsAdaptiveByTimeGroups";
    return cloudflare.nested(zone, Fixture.node(dataset, NOON - 3600, NOON - 1800, "", selection));
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
            "n",
            "httpRequestsAdaptiveGroups",
            List.of(zone.id()),
            NOON - 120,
            NOON - 60,
            Set.of("count")));
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
