package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.Truth;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every answer must say what {@link Truth} says, however it is grouped. */
@Tag("unit")
class GroupingTest {
  private static final String ADAPTIVE = "httpRequestsAdaptiveGroups";
  private static final long FROM = NOON - 3600;
  private static final long TO = NOON - 3000;

  private final Fixture cloudflare = Fixture.of(World.of(1, 1));
  private final Zone zone = cloudflare.zone(0);
  private final Truth truth = cloudflare.simulator.truth();

  @Test
  void anySetOfDimensions_addsUpToTheEvents() {
    Random random = new Random(11);
    List<String> all = new ArrayList<>(List.of(
        "clientCountryName",
        "clientRequestHTTPHost",
        "coloCode",
        "edgeResponseStatus",
        "cacheStatus",
        "botScore",
        "datetimeMinute"));
    for (int round = 0; round < 40; round++) {
      Collections.shuffle(all, random);
      List<String> dimensions = all.subList(0, random.nextInt(1, 5));

      assertThat(counts(ask(dimensions, ""), dimensions))
          .isEqualTo(
              truth.counts(zone.id(), ADAPTIVE, event -> texts(event, dimensions), FROM, TO));
    }
  }

  @Test
  void filters_keepTheEventsThatMeetThem() {
    List<String> dimensions = List.of("edgeResponseStatus", "cacheStatus");
    String filter = "edgeResponseStatus_geq: 400, cacheStatus_notin: [\"hit\", \"none\"],"
        + " OR: [{clientCountryName: \"US\"}, {clientRequestHTTPHost_like: \"%.zone-0-0.%\"}]";

    assertThat(counts(ask(dimensions, filter), dimensions))
        .isNotEmpty()
        .isEqualTo(truth.total(
            zone.id(),
            ADAPTIVE,
            event -> event.number("edgeResponseStatus") >= 400
                && !List.of("hit", "none").contains(event.text("cacheStatus"))
                && (event.text("clientCountryName").equals("US")
                    || event.text("clientRequestHTTPHost").contains(".zone-0-0.")),
            event -> texts(event, dimensions),
            Event::count,
            FROM,
            TO));
  }

  @Test
  void consecutiveWindows_addUpToOneWindow() {
    Map<List<String>, Long> pieces = new HashMap<>();
    List<String> dimensions = List.of("coloCode");
    for (long from = FROM; from < TO; from += 60) {
      JsonArray rows = ask(dimensions, "", from, from + 60);
      counts(rows, dimensions).forEach((key, count) -> pieces.merge(key, count, Long::sum));
    }

    assertThat(pieces).isEqualTo(counts(ask(dimensions, ""), dimensions));
  }

  @Test
  void rollup_hasOneRowPerMinuteWithItsMaps() {
    JsonArray rows = cloudflare.zoneRows(cloudflare.nested(
        zone,
        Fixture.node(
            "httpRequests1mGroups",
            FROM,
            TO,
            "",
            "dimensions { datetime } uniq { uniques } sum { requests"
                + " countryMap { clientCountryName requests bytes }"
                + " threatPathingMap { threatPathingName requests } }")));

    assertThat(rows).hasSize(10);
    assertThat(mapTotals(rows, "countryMap", "clientCountryName", "requests"))
        .isEqualTo(truth.rollupMap(zone.id(), "clientCountryName", Event::count, FROM, TO));
    assertThat(mapTotals(rows, "countryMap", "clientCountryName", "bytes"))
        .isEqualTo(truth.rollupMap(
            zone.id(), "clientCountryName", e -> e.total("edgeResponseBytes"), FROM, TO));
    assertThat(mapTotals(rows, "threatPathingMap", "threatPathingName", "requests"))
        .isEqualTo(truth.rollupMap(zone.id(), "threatPathingName", Event::count, FROM, TO));
    assertThat(rows.stream()
            .mapToLong(row -> ((JsonObject) row).getJsonObject("uniq").getLong("uniques"))
            .sum())
        .isEqualTo(truth.uniques(zone.id(), FROM, TO));
  }

  @Test
  void rollupWithoutDimensions_isOneRow_andUniquesAreNotAdditive() {
    JsonArray rows = cloudflare.zoneRows(cloudflare.nested(
        zone, Fixture.node("httpRequests1mGroups", FROM, TO, "", "uniq { uniques }")));

    assertThat(rows).hasSize(1);
    assertThat(rows.getJsonObject(0).getJsonObject("uniq").getLong("uniques"))
        .isLessThan(truth.uniques(zone.id(), FROM, TO));
  }

  @Test
  void unmeasuredGroups_averageMinusOne() {
    JsonArray rows = cloudflare.zoneRows(cloudflare.nested(
        zone,
        Fixture.node(
            ADAPTIVE,
            FROM,
            TO,
            "",
            "dimensions { cacheStatus } avg { originResponseDurationMs sampleInterval }")));

    assertThat(rows).anySatisfy(row -> assertThat(average(row)).isEqualTo(-1.0));
    assertThat(rows).anySatisfy(row -> assertThat(average(row)).isGreaterThan(1.0));
  }

  @Test
  void orderAndLimit_keepTheFirstRowsOnly() {
    String node = "n: httpRequestsAdaptiveGroups(limit: 3, orderBy: [count_DESC], filter:"
        + " {datetime_geq: \"" + Fixture.time(FROM) + "\", datetime_lt: \"" + Fixture.time(TO)
        + "\"}) { count dimensions { clientRequestHTTPHost } }";

    JsonArray rows = cloudflare.zoneRows(cloudflare.nested(zone, node));

    List<Long> counts =
        rows.stream().map(row -> ((JsonObject) row).getLong("count")).toList();
    assertThat(counts).hasSize(3).isSortedAccordingTo(Collections.reverseOrder());
  }

  @Test
  void rareCombinations_fallSilentInSomeMinutes() {
    assertThat(combinations(FROM, FROM + 60)).isLessThan(combinations(FROM, TO));
  }

  private int combinations(long from, long to) {
    List<String> dimensions = List.of("clientRequestHTTPHost", "coloCode");
    return truth
        .counts(zone.id(), ADAPTIVE, e -> texts(e, dimensions), from, to)
        .size();
  }

  private static double average(Object row) {
    return ((JsonObject) row).getJsonObject("avg").getDouble("originResponseDurationMs");
  }

  private JsonArray ask(List<String> dimensions, String filter) {
    return ask(dimensions, filter, FROM, TO);
  }

  private JsonArray ask(List<String> dimensions, String filter, long from, long to) {
    String selection = "count dimensions { " + String.join(" ", dimensions) + " }";
    return cloudflare.zoneRows(
        cloudflare.nested(zone, Fixture.node(ADAPTIVE, from, to, filter, selection)));
  }

  private static Map<List<String>, Long> counts(JsonArray rows, List<String> dimensions) {
    Map<List<String>, Long> counts = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      JsonObject values = row.getJsonObject("dimensions");
      List<String> key =
          dimensions.stream().map(name -> values.getValue(name).toString()).toList();
      assertThat(counts).doesNotContainKey(key);
      counts.put(key, row.getLong("count"));
    }
    return counts;
  }

  private static Map<String, Long> mapTotals(JsonArray rows, String map, String key, String value) {
    Map<String, Long> totals = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      rows.getJsonObject(i).getJsonObject("sum").getJsonArray(map).forEach(element -> {
        JsonObject one = (JsonObject) element;
        totals.merge(one.getValue(key).toString(), one.getLong(value), Long::sum);
      });
    }
    return totals;
  }

  private static List<String> texts(Event event, List<String> dimensions) {
    return dimensions.stream().map(event::text).toList();
  }
}
