package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 15 and 28: a machine whose clock is wrong, or is set while the exporter runs. */
@Tag("rig")
class ClockTest {
  private static final String SKEW = "cloudflare_exporter_clock_skew_seconds";
  private static final String LAG = "cloudflare_exporter_lag_seconds";
  private static final Set<String> OF_REST =
      Set.of("ssl-certificates", "lb-weight-metrics", "load-balancer-pools", "custom-hostnames");
  private static final long DELAY = 10;
  private static final Map<String, String> PROMPT = Map.of(
      "SCRAPE_DELAY_SECONDS", String.valueOf(DELAY), "METRIC_REFRESH_INTERVAL_SECONDS", "30");

  private Rig rig;

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 3_600, -120, -3_600, 7, -7, 86_400})
  void wrongClock_isTold_andEveryWindowIsExact(int seconds) {
    start(Duration.ofSeconds(seconds));
    rig.advance(Duration.ofMinutes(12));

    assertExactAndFresh();
    assertThat(rig.scrape().sum(SKEW)).isBetween(seconds - 1.0, seconds + 1.0);
    assertThat(rig.reasons())
        .singleElement()
        .asString()
        .contains(
            "The clock of this machine is", seconds > 0 ? "seconds ahead of" : "seconds behind");
  }

  @Test
  void rightClock_isNotComplainedAbout() {
    start(Duration.ZERO);
    rig.advance(Duration.ofMinutes(5));

    assertExactAndFresh();
    assertThat(rig.scrape().sum(SKEW)).isZero();
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void clockThatIsSetAgainAndAgain_losesNothing_andHoldsNothingUp() {
    start(Duration.ZERO);
    for (int ahead : new int[] {3_600, 0, -3_600, 120, -120, 0}) {
      rig.advance(Duration.ofMinutes(6));
      rig.setClock(Duration.ofSeconds(ahead));
      rig.advance(Duration.ofMinutes(2));
      assertExactAndFresh();
    }
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void singleDateThatLies_changesNothing() {
    start(Duration.ZERO);
    for (long lie : new long[] {3_600_000, -3_600_000, -1_700_000_000_000L}) {
      rig.advance(Duration.ofMinutes(3));
      rig.simulator().dates().skewNext(lie);
    }
    rig.advance(Duration.ofMinutes(3));

    assertExactAndFresh();
    assertThat(rig.reasons()).isEmpty();
  }

  /** Invariant 1: what is old by a clock that was set is not old by Cloudflare's. */
  @Test
  void clockThatIsSet_neverLetsOutMoreThanTheBudget() {
    int budget = 12;
    rig = new Rig(
        World.of(2, 12),
        SimulatorOptions.usual().withIngestDelaySeconds(5).withBudgets(budget, 1200),
        Map.of(
            "SCRAPE_DELAY_SECONDS", String.valueOf(DELAY),
            "METRIC_REFRESH_INTERVAL_SECONDS", "5",
            "GRAPHQL_QUERIES_PER_5_MINUTES", String.valueOf(budget)));
    for (int ahead : new int[] {0, 120, 3_600, 0, 200, -200}) {
      rig.setClock(Duration.ofSeconds(ahead));
      rig.advance(Duration.ofMinutes(4));
    }

    assertThat(rig.simulator().log().calls()).allMatch(CallLog.Call::ok);
    new Books(rig).assertExact();
  }

  private void start(Duration ahead) {
    rig = new Rig(
        World.of(1, 2),
        SimulatorOptions.usual().withIngestDelaySeconds(5),
        PROMPT,
        ahead,
        simulator -> {},
        Remotes.NONE);
  }

  private void assertExactAndFresh() {
    assertThat(new Books(rig).assertExact().sourcesCompared()).isPositive();
    Map<Map<String, String>, Double> lags = new HashMap<>(rig.scrape().family(LAG));
    lags.keySet().removeIf(labels -> OF_REST.contains(labels.get("query"))); // kept for long
    assertThat(lags.values())
        .isNotEmpty()
        .allSatisfy(lag -> assertThat(lag).isBetween((double) DELAY - 1, 130.0));
    for (CallLog.Call call : rig.simulator().log().calls()) {
      assertThat(call.nodes())
          .as("never a window beyond Cloudflare's now less the delay")
          .allSatisfy(node -> assertThat(node.toSecond() + DELAY)
              .isLessThanOrEqualTo(Math.floorDiv(call.atMillis(), 1000)));
    }
  }
}
