package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How wide the latest windows are is told by account and query kind. */
@Tag("rig")
class WindowWidthTest {
  private static final Map<String, String> HTTP = Map.of("query", "http-metrics");

  @Test
  void windowsGrow_whileTimeIsCaughtUp_andAreAMinuteAgainAfterwards() {
    try (Rig rig = Rig.of(World.of(2, 2))) {
      rig.advance(Duration.ofMinutes(20));
      assertThat(widths(rig))
          .hasSize(2)
          .allSatisfy((labels, seconds) -> assertThat(seconds).as("%s", labels).isEqualTo(60));

      rig.simulator()
          .faults()
          .during(
              rig.now(),
              rig.now() + Duration.ofMinutes(30).toMillis(),
              SimulatedCall::isGraphql,
              Fault.graphqlError(500, "internal server error"));
      rig.advance(Duration.ofMinutes(30));
      double widest = 0;
      for (int minute = 0; minute < 15; minute++) {
        rig.advance(Duration.ofMinutes(1));
        widest = Math.max(
            widest,
            widths(rig).values().stream().mapToDouble(seconds -> seconds).max().orElse(0));
      }

      assertThat(widest).isGreaterThan(600);
      assertThat(widths(rig))
          .hasSize(2)
          .allSatisfy((labels, seconds) -> assertThat(seconds).as("%s", labels).isEqualTo(60));
    }
  }

  private static Map<?, Double> widths(Rig rig) {
    return rig.scrape().family("cloudflare_exporter_window_seconds", HTTP);
  }
}
