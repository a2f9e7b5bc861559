package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.simulator.CallLog;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counting while nothing goes wrong. */
@Tag("rig")
class SteadyStateTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final String DENIED = "METRICS_DENYLIST";
  private static final String PERMITS = "GRAPHQL_QUERIES_PER_5_MINUTES";

  @Test
  void demoWorld_isCountedExactly() {
    try (Rig rig = Rig.of(World.demo())) {
      rig.advance(Duration.ofMinutes(15));

      Books books = new Books(rig).assertExact();
      assertThat(books.sourcesCompared()).isGreaterThan(200);
      assertThat(books.seriesCompared()).isGreaterThan(5_000);
      assertThat(rig.simulator().log().mostWithin(FIVE_MINUTES, call -> call.api() == Api.GRAPHQL))
          .isLessThanOrEqualTo(300);
    }
  }

  /** Ten zones and their sources share documents up to 50 nodes, so a window costs few of them. */
  @Test
  void windowOfTwentyZones_costsNoMoreDocumentsThanItsNodesFill() {
    try (Rig rig = Rig.of(World.of(1, 20))) {
      rig.advance(Duration.ofMinutes(10));
      long begin = rig.now();
      int minutes = 10;
      rig.advance(Duration.ofMinutes(minutes));

      List<CallLog.Call> documents =
          rig.simulator().log().calls(call -> call.api() == Api.GRAPHQL && call.atMillis() > begin);
      int zoneNodes = 20 * sources(Scope.ZONE);
      int most = (zoneNodes + 49) / 50 + 2 + 1; // two batches of ten, and the account's own
      assertThat(documents).hasSizeBetween(minutes * zoneNodes / 50, minutes * most);
      assertThat(documents).allSatisfy(call -> assertThat(call.cost()).isLessThanOrEqualTo(50));
    }
  }

  /** Five sources of ten zones are wanted one after the other, while no permit comes. */
  @Test
  void whatWaitsForAPermit_sharesADocument_howeverItCame() {
    List<String> kinds = List.of(
        "request-method-metrics", "colo-metrics", "edge-country-metrics", "origin-status-metrics");
    Map<String, String> one = Map.of(DENIED, allBut(kinds.subList(0, 1)));
    try (Rig rig = new Rig(World.of(1, 10), SimulatorOptions.usual(), one)) {
      rig.advance(Duration.ofMinutes(2));
      rig.set(PERMITS, "1");
      for (int wanted = 2; wanted <= kinds.size(); wanted++) {
        rig.set(DENIED, allBut(kinds.subList(0, wanted)));
        rig.advance(Duration.ofSeconds(61));
      }
      long begin = rig.now();
      rig.set(PERMITS, "300");
      rig.advance(Duration.ofSeconds(5));

      assertThat(rig.simulator()
              .log()
              .calls(call -> call.api() == Api.GRAPHQL && call.atMillis() >= begin))
          .extracting(CallLog.Call::cost)
          .containsExactly(50);
    }
  }

  private static String allBut(List<String> kinds) {
    return QueryKinds.denyAllBut(kinds.toArray(String[]::new));
  }

  private static int sources(Scope scope) {
    return Rig.kinds(scope).stream().mapToInt(kind -> kind.sources().size()).sum();
  }

  @Test
  void smallWindows_areCountedExactly() {
    Map<String, String> small = Map.of(
        "TIME_WINDOW_SECONDS",
        "5",
        "METRIC_REFRESH_INTERVAL_SECONDS",
        "5",
        "SCRAPE_DELAY_SECONDS",
        "10");
    SimulatorOptions quick = SimulatorOptions.usual().withIngestDelaySeconds(8);
    try (Rig rig = new Rig(World.of(1, 3), quick, small)) {
      rig.advance(Duration.ofSeconds(20 * 5 + 2));

      new Books(rig).assertExact();
    }
  }
}
