package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals about the pace: they slow everybody down, but not for ever. */
@Tag("rig")
class TooFastTest {
  private static final int SOURCES = 15;
  private static final int ACCOUNT_SOURCES = 4;

  /**
   * Words about the pace make everybody wait, for five minutes if they do not say how long, but whom
   * they are about is found out, too.
   */
  @ParameterizedTest
  @MethodSource("paces")
  void oneZoneThatIsAlwaysTooFast_onlySlowsTheOthersDown(BadNeighbourTest.Bad bad) {
    World world = World.of(1, 4);
    Zone zone = world.zones().get(1);
    int sources = 2;
    try (Rig rig = new Rig(
        world,
        SimulatorOptions.usual(),
        Map.of(
            "METRICS_DENYLIST",
            QueryKinds.denyAllBut("request-method-metrics", "health-check-metrics")))) {
      rig.advance(Duration.ofMinutes(4));
      rig.simulator()
          .faults()
          .always(call -> call.isGraphql() && call.names(zone.id()), bad.fault());
      rig.advance(Duration.ofMinutes(150));
      assertThat(BadNeighbourTest.fresh(new Books(rig).assertExact(), rig, Duration.ofMinutes(40)))
          .isEqualTo(3 * sources);

      rig.simulator().faults().clear();
      rig.advance(Duration.ofMinutes(20));
      assertThat(BadNeighbourTest.fresh(new Books(rig).assertExact(), rig)).isEqualTo(4 * sources);
    }
  }

  static Stream<BadNeighbourTest.Bad> paces() {
    return Stream.of(
        new BadNeighbourTest.Bad("documented", Fault.tooManyRequests(60)),
        new BadNeighbourTest.Bad("without a time", Fault.status(429)),
        new BadNeighbourTest.Bad("other words", Fault.graphqlError(429, "slow down")));
  }

  /** cases.md 26. */
  @Test
  void absurdRetryAfter_isToldAndCapped() {
    try (Rig rig = Rig.of(World.of(1, 1));
        Told told = new Told()) {
      rig.advance(Duration.ofMinutes(4));
      rig.simulator().faults().next(1, SimulatedCall::isGraphql, Fault.retryAfter("1000000000"));
      rig.advance(Duration.ofMinutes(13));

      assertThat(told.lines("asks for a pause")).hasSize(1);
      assertThat(rig.get("/status.json")).contains("told to wait 1000000000 s");
      assertThat(BadNeighbourTest.fresh(new Books(rig).assertExact(), rig))
          .isEqualTo(ACCOUNT_SOURCES + SOURCES);
    }
  }
}
