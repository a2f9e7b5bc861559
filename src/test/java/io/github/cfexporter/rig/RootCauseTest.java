package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first line of the page is the cause, not its symptoms, and it goes when the cause is gone. */
@Tag("rig")
class RootCauseTest {
  @Test
  void outage_isTheFirstReason_withTheTimeWhenItBegan() {
    assertTold(Fault.status(503), "API_UNAVAILABLE");
  }

  @Test
  void refusedToken_isTheFirstReason() {
    assertTold(Fault.revokedToken(), "API_AUTH_FAILED");
  }

  @Test
  void outageOfOneAccount_isToldOfThatAccountAlone() {
    try (Rig rig = Rig.of(World.of(2, 2))) {
      rig.advance(Duration.ofMinutes(10));
      Account account = rig.simulator().world().accounts().get(1);
      long begin = rig.now();
      rig.simulator()
          .faults()
          .during(
              begin,
              begin + 600_000,
              call -> call.isGraphql() && call.body().contains(account.id()),
              Fault.status(503));

      rig.advance(Duration.ofMinutes(9));

      assertThat(rig.reasons().get(0))
          .startsWith(
              "Analytics of account " + account.name() + " do not come from Cloudflare since 10:3")
          .contains(" UTC: API_UNAVAILABLE");

      rig.advance(Duration.ofMinutes(40));

      assertThat(rig.reasons()).isEmpty();
      new Books(rig).assertExact();
    }
  }

  private static void assertTold(Fault fault, String code) {
    try (Rig rig = Rig.of(World.of(1, 2))) {
      rig.advance(Duration.ofMinutes(10));
      assertThat(rig.reasons()).isEmpty();
      long begin = rig.now();
      rig.simulator().faults().during(begin, begin + 600_000, call -> call.isGraphql(), fault);

      rig.advance(Duration.ofMinutes(9));

      assertThat(rig.reasons().get(0))
          .startsWith("Nothing comes from Cloudflare since 10:3")
          .contains(" UTC: " + code);

      rig.advance(Duration.ofMinutes(40));

      assertThat(rig.reasons()).isEmpty();
      new Books(rig).assertExact();
    }
  }
}
