package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Datasets that are only declared: their rows are of events that the truth knows, too. */
@Tag("unit")
class SyntheticDatasetsTest {
  private static final String OPERATIONS = "r2OperationsAdaptiveGroups";
  private static final String GATEWAY = "gatewayL7RequestsAdaptiveGroups";
  private static final long FROM = NOON - 7_200;
  private static final long TO = NOON - 3_600;

  private final Fixture cloudflare = Fixture.of(World.of(1, 1));
  private final Account account = cloudflare.account(0);
  private final Zone zone = cloudflare.zone(0);

  @Test
  void groups_addUpToTheTruth() {
    List<String> dimensions = List.of("bucketName", "actionType", "responseStatusCode");
    String selection = "sum { responseBytes } dimensions { " + String.join(" ", dimensions) + " }";

    assertThat(sums(ask(OPERATIONS, "", selection), dimensions, "responseBytes"))
        .hasSizeGreaterThan(2)
        .isEqualTo(sums(OPERATIONS, event -> true, dimensions, "responseBytes"));
  }

  @Test
  void filters_keepTheEventsThatMeetThem() {
    String filter = "responseStatusCode_lt: 500, actionType_in: [\"actionType-a\", \"other\"],"
        + " bucketName_like: \"%a%\", bucketName_neq: \"nothing\"";
    Predicate<Event> where = event -> event.number("responseStatusCode") < 500
        && event.text("actionType").equals("actionType-a")
        && event.text("bucketName").contains("a");

    assertThat(sums(
            ask(OPERATIONS, filter, "sum { requests } dimensions { bucketName }"),
            List.of("bucketName"),
            "requests"))
        .isNotEmpty()
        .isEqualTo(sums(OPERATIONS, where, List.of("bucketName"), "requests"))
        .isNotEqualTo(sums(OPERATIONS, event -> true, List.of("bucketName"), "requests"));
  }

  @Test
  void lists_areWrittenAndSearched() {
    JsonArray rows =
        ask(GATEWAY, "categoryNames_isempty: false", "count dimensions { categoryNames }");
    String name =
        dimensions(rows.getJsonObject(0)).getJsonArray("categoryNames").getString(0);
    long having =
        events(GATEWAY, event -> ((List<?>) event.dimension("categoryNames")).contains(name));

    for (String condition : List.of("has: \"%s\"", "hasall: [\"%s\"]", "hasany: [\"%s\", \"x\"]")) {
      String filter = "categoryNames_" + String.format(condition, name);
      assertThat(ask(GATEWAY, filter, "count").getJsonObject(0).getLong("count"))
          .as(filter)
          .isEqualTo(having);
    }
    assertThat(ask(GATEWAY, "categoryNames_nothas: \"" + name + "\"", "count").getJsonObject(0))
        .isEqualTo(new JsonObject().put("count", events(GATEWAY, event -> true) - having));
  }

  /** Whatever the time that a filter asks for, the same events answer. */
  @ParameterizedTest
  @MethodSource("datasets")
  void times_areThoseOfTheEvent(Dataset dataset) {
    String scopeId = dataset.scope == Dataset.Scope.ZONE ? zone.id() : account.id();
    cloudflare.world.changePlan(zone.id(), Plan.ENTERPRISE);
    Event event = first(scopeId, dataset);
    for (String time : DatasetTimes.times(dataset).toList()) {
      String text = TimeDimension.named(time).orElseThrow().text(dataset.rounded(event.second()));
      assertThat(shown(dataset, time + ": \"" + text + "\"", time)).as(time).isIn(text, "");
      String until = TimeDimension.named(time)
          .orElseThrow()
          .text(event.second() + 2 * TimeDimension.named(time).orElseThrow().seconds());
      assertThat(shown(
              dataset, time + "_geq: \"" + text + "\", " + time + "_lt: \"" + until + "\"", time))
          .as(time)
          .isIn(text, "");
    }
  }

  static List<Dataset> datasets() {
    return Dataset.all();
  }

  /** What an equal filter leaves shows the time asked for; empty where no row can show it. */
  private String shown(Dataset dataset, String filter, String time) {
    boolean shows =
        dataset.declaration.dimensions().stream().anyMatch(field -> field.name().equals(time));
    boolean raw = dataset.raw();
    String leaf = shows ? time : dataset.declaration.dimensions().get(0).name();
    String node = "n: " + dataset.node + "(limit: 1, filter: {" + filter + "}"
        + (shows ? ", orderBy: [" + time + "_ASC]" : "") + ") { "
        + (raw ? leaf : "dimensions { " + leaf + " }") + " }";
    JsonObject row = rows(dataset, node).getJsonObject(0);
    return shows ? (raw ? row : dimensions(row)).getString(time) : "";
  }

  @Test
  void whatIsOpenToNobody_isRefused_andSettingsSayIt() {
    cloudflare.world.entitleAccount(account.id(), EnumSet.of(Entitlement.WORKERS));
    String node = Fixture.node(OPERATIONS, FROM, TO, "", "sum { requests }");

    assertThat(cloudflare.refusal(Fixture.ofAccount(account, node)))
        .startsWith("account '" + account.id() + "' does not have access to the path");
    JsonObject settings = cloudflare
        .accountAnswer(Fixture.ofAccount(
            account,
            "settings { r2OperationsAdaptiveGroups { enabled } kvOperationsAdaptiveGroups { enabled"
                + " maxDuration } cdnNetworkAnalyticsAdaptiveGroups { enabled } }"))
        .getJsonObject("settings");
    assertThat(settings)
        .isEqualTo(new JsonObject()
            .put(OPERATIONS, new JsonObject().put("enabled", false))
            .put(
                "kvOperationsAdaptiveGroups",
                new JsonObject().put("enabled", true).put("maxDuration", 31 * 86_400))
            .put("cdnNetworkAnalyticsAdaptiveGroups", new JsonObject().put("enabled", false)));
  }

  @Test
  void plans_openDatasets() {
    assertThat(enabled("nelReportsAdaptiveGroups")).isFalse();
    assertThat(enabled("dnsAnalyticsAdaptiveGroups")).isTrue();
    cloudflare.world.changePlan(zone.id(), Plan.ENTERPRISE);
    assertThat(enabled("nelReportsAdaptiveGroups")).isTrue();
    assertThat(enabled("waitingRoomAnalyticsAdaptiveGroups")).isTrue();
    cloudflare.world.entitleZone(zone.id(), Set.of());
    assertThat(enabled("waitingRoomAnalyticsAdaptiveGroups")).isFalse();
  }

  /** As Cloudflare writes numbers in types that have a sign. */
  @Test
  void whatWasNotMeasured_isNegative() {
    String node = Fixture.node(
        "waitingRoomAnalyticsAdaptiveGroups",
        FROM,
        TO,
        "",
        "max { totalActiveUsers }" + " dimensions { datetimeMinute }");
    cloudflare.world.changePlan(zone.id(), Plan.ENTERPRISE);

    Set<Boolean> negative = cloudflare.zoneRows(cloudflare.nested(zone, node)).stream()
        .map(row -> ((JsonObject) row).getJsonObject("max").getLong("totalActiveUsers") < 0)
        .collect(Collectors.toSet());
    assertThat(negative).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void events_areFewAndComeAsLateAsOthers() {
    long hour = cloudflare
        .simulator
        .truth()
        .counts(account.id(), OPERATIONS, event -> List.of(), FROM, TO)
        .get(List.of());
    assertThat(hour).isBetween(200L, 1_500L);

    String justNow = Fixture.node(OPERATIONS, NOON - 120, NOON, "", "sum { requests }");
    long early = total(justNow);
    cloudflare.nowMillis.addAndGet(300_000);
    assertThat(early).isLessThan(total(justNow));
  }

  private long total(String node) {
    JsonArray rows = rows(Dataset.named(Dataset.Scope.ACCOUNT, OPERATIONS).orElseThrow(), node);
    return rows.isEmpty() ? 0 : rows.getJsonObject(0).getJsonObject("sum").getLong("requests");
  }

  private boolean enabled(String dataset) {
    return cloudflare
        .zones(cloudflare.nested(zone, "settings { " + dataset + " { enabled } }"))
        .getJsonObject(0)
        .getJsonObject("settings")
        .getJsonObject(dataset)
        .getBoolean("enabled");
  }

  private Event first(String scopeId, Dataset dataset) {
    List<Event> events = new java.util.ArrayList<>();
    cloudflare.simulator.truth().forEach(scopeId, dataset.node, events::add, FROM, TO);
    return events.get(0);
  }

  private long events(String dataset, Predicate<Event> where) {
    return cloudflare
        .simulator
        .truth()
        .sums(account.id(), dataset, where, List.of(), "count", FROM, TO)
        .get(List.of());
  }

  private Map<List<String>, Long> sums(
      String dataset, Predicate<Event> where, List<String> dimensions, String field) {
    return cloudflare
        .simulator
        .truth()
        .sums(account.id(), dataset, where, dimensions, field, FROM, TO);
  }

  private JsonArray ask(String dataset, String filter, String selection) {
    return rows(
        Dataset.named(Dataset.Scope.ACCOUNT, dataset).orElseThrow(),
        Fixture.node(dataset, FROM, TO, filter, selection));
  }

  private JsonArray rows(Dataset dataset, String node) {
    return dataset.scope == Dataset.Scope.ZONE
        ? cloudflare.zoneRows(cloudflare.nested(zone, node))
        : cloudflare.accountAnswer(Fixture.ofAccount(account, node)).getJsonArray("n");
  }

  private static JsonObject dimensions(JsonObject row) {
    return row.getJsonObject("dimensions");
  }

  private static Map<List<String>, Long> sums(JsonArray rows, List<String> names, String field) {
    Map<List<String>, Long> sums = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      List<String> key =
          names.stream().map(name -> dimensions(row).getValue(name).toString()).toList();
      sums.put(key, row.getJsonObject("sum").getLong(field));
    }
    return sums;
  }
}
