package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More zones than the budget could refresh every minute: freshness suffers, totals do not. */
@Tag("rig")
class LargeAccountTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final int BUDGET = 300;

  /**
   * All kinds ask three documents of ten zones in each refresh. These three of one source each ask
   * three documents of as many zones as there are nodes in one, and the simulator has much less to
   * answer.
   */
  private static Map<String, String> threeKinds(int nodesPerDocument) {
    return Map.of(
        "METRICS_DENYLIST",
        QueryKinds.denyAllBut("request-method-metrics", "health-check-metrics", "logpush-zone"),
        "GRAPHQL_NODES_PER_DOCUMENT",
        String.valueOf(nodesPerDocument),
        "RATE_LIMIT_MODE",
        "token"); // auto would add the account's budget to the token's
  }

  @Test
  void threeHundredZones_areExactWithinTheBudget() {
    lag(300, 10, Duration.ofMinutes(9), 600);
  }

  /** In documents of five zones they need twice the budget for one refresh, as 2,000 in tens do. */
  @Test
  void thousandZonesInSmallDocuments_areExactWithinTheBudget() {
    lag(1_000, 5, Duration.ofMinutes(15), 1_800);
  }

  private static void lag(int zones, int nodesPerDocument, Duration duration, long mostLagSeconds) {
    Map<String, String> threeKinds = threeKinds(nodesPerDocument);
    try (Rig rig = new Rig(World.of(1, zones), SimulatorOptions.usual(), threeKinds)) {
      Watch watch = new Watch(rig);
      watch.advance(duration);

      Books books = new Books(rig).assertExact();
      long lag = rig.now() / 1000 - books.oldestWatermark();
      System.out.printf("%d zones on a budget of %d: lag %d s%n", zones, BUDGET, lag);
      assertThat(books.sourcesCompared()).isEqualTo(3 * zones);
      assertThat(watch.latest().family("cloudflare_exporter_lag_seconds").values())
          .contains((double) lag);
      assertThat(lag).isLessThan(mostLagSeconds);
      assertThat(rig.simulator().log().mostWithin(FIVE_MINUTES, call -> call.api() == Api.GRAPHQL))
          .isLessThanOrEqualTo(BUDGET);
    }
  }
}
