package io.github.cfexporter.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How guessing is slowed down; cases.md 35. */
@Tag("unit")
class LoginGuardTest {
  private long now;
  private final LoginGuard guard = new LoginGuard(() -> now);

  @Test
  void address_hasAFewTries_andThenOneEveryTwoSeconds() {
    int tries = 0;
    for (now = 0; now < 60_000; now += 10) {
      if (guard.pauseOf("192.0.2.1") == 0) {
        guard.wrong("192.0.2.1");
        tries++;
      }
    }
    assertThat(tries).isBetween(38, 41);
    guard.wrong("192.0.2.1");
    assertThat(guard.pauseOf("192.0.2.1")).isBetween(1L, 2_000L);
    assertThat(guard.pauseOf("192.0.2.2")).isZero();
  }

  @Test
  void addressesOfOneNetworkOfIpv6_countTogether() {
    for (int i = 0; i < 10; i++) {
      guard.wrong("2001:db8:1:2:3:4:5:" + i);
    }
    assertThat(guard.pauseOf("2001:db8:1:2:9:9:9:9")).isPositive();
    assertThat(guard.pauseOf("2001:db8:1:3:9:9:9:9")).isZero();
  }

  @Test
  void manyAddressesTogether_areAnsweredLate_butLockNobodyOut() {
    long late = 0;
    for (int i = 0; i < 20_000; i++) {
      late += guard.wrong("10.0." + i / 250 + "." + i % 250) > 0 ? 1 : 0;
    }
    assertThat(late).isGreaterThan(19_000);
    assertThat(guard.pauseOf("192.0.2.1")).isZero();
    now += 60_000;
    assertThat(guard.wrong("192.0.2.1")).isZero();
  }
}
