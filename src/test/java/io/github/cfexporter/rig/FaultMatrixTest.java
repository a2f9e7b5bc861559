package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault, briefly and for longer than five minutes: windows come late and nothing else happens. */
@Tag("rig")
class FaultMatrixTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final Duration SHORT = Duration.ofSeconds(90);
  private static final Duration LONG = Duration.ofMinutes(7);

  /** The longest back-off after trouble is two minutes, after a rejected token fifteen. */
  private static final Duration RECOVERY = Duration.ofMinutes(4);

  private static final Duration RECOVERY_OF_TOKEN = Duration.ofMinutes(16);

  /** A fault and the calls that it befalls. */
  record Case(String name, Fault fault, Predicate<SimulatedCall> calls, Duration recovery) {
    static Case of(String name, Fault fault) {
      return new Case(name, fault, call -> true, RECOVERY);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> faults() {
    return Stream.of(
        Case.of("closed connection", Fault.closedConnection()),
        Case.of("hang", Fault.hang()),
        Case.of("status 500", Fault.status(500)),
        Case.of("status 503", Fault.status(503)),
        Case.of("HTML with status 200", Fault.html()),
        Case.of("429", Fault.tooManyRequests(60)),
        Case.of("malformed JSON", Fault.malformedJson()),
        Case.of("truncated JSON", Fault.truncatedJson()),
        new Case("partial data", Fault.partialData(), SimulatedCall::isGraphql, RECOVERY),
        new Case(
            "budget depleted",
            Fault.budgetDepleted(),
            SimulatedCall::isGraphql,
            Duration.ofMinutes(7)),
        new Case("revoked token", Fault.revokedToken(), call -> true, RECOVERY_OF_TOKEN));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_delaysWindowsAndNothingElse(Case fault) {
    try (Rig rig = Rig.of(World.of(1, 2))) {
      Watch watch = new Watch(rig);
      watch.advance(Duration.ofMinutes(4));
      for (Duration outage : List.of(SHORT, LONG)) {
        long begin = rig.now();
        rig.simulator()
            .faults()
            .during(begin, begin + outage.toMillis(), fault.calls(), fault.fault());
        watch.advance(outage);
        watch.advance(fault.recovery());

        Books books = new Books(rig).assertExact();
        assertThat(books.sourcesCompared()).isEqualTo(34);
        assertThat(books.oldestWatermark()).isGreaterThan(rig.now() / 1000 - 300 - 180);
      }
      assertThat(calls(rig, Api.GRAPHQL)).isLessThanOrEqualTo(100);
      assertThat(calls(rig, Api.REST)).isLessThanOrEqualTo(100);
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
    }
  }

  private static int calls(Rig rig, Api api) {
    return rig.simulator().log().mostWithin(FIVE_MINUTES, call -> call.api() == api);
  }
}
