package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What files may say beyond what the built-in kinds need, against what is true of the first zone. */
@Tag("rig")
class DeclaredFamiliesTest {
  private static final String KIND = """
      kind: declared
      scope: zone
      sources:
        - name: minutes
          dataset: httpRequests1mGroups
          metrics:
            - name: declared_requests_total
              help: Requests by whether the cache had them, and all.
              counter: {per: of, path: {all: sum.requests, cached: sum.cachedRequests}}
            - name: declared_by_source_total
              help: Requests by where they are read from.
              labels: {read_from: {constant: minutes}}
              counter: sum.requests
        - name: groups
          dataset: httpRequestsAdaptiveGroups
          metrics:
            - name: declared_by_source_total
              labels: {read_from: {constant: groups}}
              counter: count
            - peerName: declared_peer
              help: Requests by method in lower case, and by classes of statuses.
              labels:
                method: {field: dimensions.clientRequestHTTPMethodName, as: lower}
                ok: {field: dimensions.edgeResponseStatus, as: enum, values: {200: "yes", 404: "no"}}
              counter: count
        - name: newest
          dataset: httpRequestsAdaptiveGroups
          time: datetimeMinute
          lookBack: 1800s
          metrics:
            - name: declared_newest
              help: Requests of the newest minute that has any, by method.
              labels: {method: dimensions.clientRequestHTTPMethodName}
              gauge: {single: count}
      """;

  private static final int LOOK_BACK = 1_800;

  private static OwnKinds own;

  @BeforeAll
  static void collect() {
    own = new OwnKinds(World.of(1, 1), Map.of("CREATED_TIMESTAMPS", "true"), KIND);
    own.rig().advance(Duration.ofMinutes(8));
  }

  @AfterAll
  static void close() {
    own.close();
  }

  @Test
  void columnsOfOneRow_areSeriesOfOneCounter() {
    Map<Map<String, String>, Double> truth = new HashMap<>();
    truth.put(Map.of("of", "all"), sum("minutes", Event::count));
    truth.put(
        Map.of("of", "cached"),
        sum("minutes", event -> Happening.isCached(event) ? event.count() : 0));

    assertThat(own.served("declared_requests_total")).isEqualTo(truth);
  }

  @Test
  void twoSources_countIntoOneFamily() {
    assertThat(own.served("declared_by_source_total"))
        .isEqualTo(Map.of(
            Map.of("read_from", "minutes"), sum("minutes", Event::count),
            Map.of("read_from", "groups"), sum("groups", Event::count)));
  }

  @Test
  void textsOfLabels_areTransformed_underAPeersName() {
    Map<String, String> table = Map.of("200", "yes", "404", "no");

    assertThat(own.served("declared_peer"))
        .isEqualTo(own.requests(
            from(),
            own.watermark("declared", "groups", true),
            event -> Map.of(
                "method",
                event.text("clientRequestHTTPMethodName").toLowerCase(Locale.ROOT),
                "ok",
                table.getOrDefault(
                    event.text("edgeResponseStatus"), event.text("edgeResponseStatus"))),
            Event::count));
    assertThat(own.rig().get("/metrics", "application/openmetrics-text"))
        .contains("# TYPE declared_peer unknown", "# TYPE declared_by_source counter");
  }

  @Test
  void sourceThatLooksBack_hasTheNewestRowOfEachLabelSet_andIsAskedRarely() {
    long to = own.watermark("declared", "newest", true);
    Map<Map<String, String>, Double> truth = new HashMap<>();
    new TreeMap<>(minutes(to)).forEach((minute, methods) -> truth.putAll(methods));

    assertThat(own.served("declared_newest")).isNotEmpty().isEqualTo(truth);
    assertThat(own.rig()
            .simulator()
            .log()
            .calls(call -> call.nodes().stream()
                .anyMatch(node -> node.toSecond() - node.fromSecond() == LOOK_BACK)))
        .hasSize(1);
  }

  private static Map<Long, Map<Map<String, String>, Double>> minutes(long to) {
    Map<Long, Map<Map<String, String>, Double>> minutes = new HashMap<>();
    for (long minute = to - LOOK_BACK; minute < to; minute += 60) {
      minutes.put(
          minute,
          own.requests(
              minute,
              minute + 60,
              event -> Map.of("method", event.text("clientRequestHTTPMethodName")),
              Event::count));
    }
    return minutes;
  }

  private static double sum(String source, ToLongFunction<Event> value) {
    long to = own.watermark("declared", source, true);
    return own.requests(from(), to, event -> Map.of(), value)
        .values()
        .iterator()
        .next();
  }

  private static long from() {
    return (Rig.START_MILLIS / 1000 - 300) / 60 * 60 - 60;
  }
}
