package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 15 and 28: what the dates of answers tell about the clock. */
@Tag("unit")
class ServerClockTest {
  /** 2026-03-01T10:20:17.345Z, when the steady clock says 0. */
  private static final long START = 1_772_360_417_345L;

  private static final long HOUR = 3_600_000;

  private final ServerClock clock = new ServerClock();

  @Test
  void withoutAnAnswer_theMachinesClockIsAllThereIs() {
    assertThat(clock.isKnown()).isFalse();
    assertThat(clock.now(500, START)).isEqualTo(START);
    assertThat(clock.skew(500, START)).isEmpty();
  }

  @Test
  void clockThatMayBeRight_isBelieved() {
    answer(1_000, 80, 0);

    assertThat(clock.now(2_000, START + 2_000)).isEqualTo(START + 2_000);
    assertThat(clock.now(2_000, START + 2_300)).isEqualTo(START + 2_300);
    assertThat(clock.skew(2_000, START + 2_000)).hasValue(0);
  }

  /** The law: whatever the machine's clock says, it is never taken to be later than it is. */
  @RepeatedTest(50)
  void time_isNeverAheadOfTheServers_norFarBehind(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    long wrong = (random.nextBoolean() ? 1 : -1) * (2_000L + random.nextInt(2 * 3_600_000));
    for (int i = 0; i < 20; i++) {
      long sent = i * 7_000L + random.nextInt(1_000);
      answer(sent, 1 + random.nextInt(400), random.nextInt(100) / 100.0);
      long later = sent + 5_000;
      assertThat(clock.now(later, START + later + wrong))
          .isLessThanOrEqualTo(START + later)
          .isGreaterThan(START + later - 1_400);
      assertThat(clock.skew(later, START + later + wrong).orElseThrow())
          .isBetween(wrong - 1_000, wrong + 1_000);
    }
  }

  @Test
  void clockThatIsSet_changesNothing() {
    answer(1_000, 80, 0.5);
    long before = clock.now(5_000, START + HOUR);

    assertThat(clock.now(5_100, START - HOUR)).isEqualTo(before + 100);
  }

  @Test
  void answerThatLies_isOutvoted() {
    for (int i = 1; i < 4; i++) {
      answer(i * 1_000L, 50, 0);
    }
    clock.heard(4_000, 4_050, START + 4_000 + HOUR);
    clock.heard(5_000, 5_050, START + 5_000 - HOUR);

    assertThat(clock.skew(6_000, START + 6_000)).hasValue(0);
  }

  @Test
  void ofTwoThatDisagree_theEarlierTimeCounts() {
    clock.heard(0, 50, START + HOUR);
    answer(1_000, 50, 0);

    assertThat(clock.now(2_000, START + HOUR)).isLessThanOrEqualTo(START + 2_000);
  }

  @Test
  void dateThatCannotBe_isIgnored() {
    clock.heard(0, 50, 0);
    clock.heard(0, 50, Long.MAX_VALUE);
    clock.heard(100, 50, START);

    assertThat(clock.isKnown()).isFalse();
  }

  @Test
  void machineThatSlept_isRightAgainAfterAFewAnswers() {
    for (int i = 1; i <= 9; i++) {
      answer(i * 1_000L, 50, 0);
    }
    for (int i = 10; i < 15; i++) { // the steady clock stood still for an hour
      clock.heard(i * 1_000L, i * 1_000L + 50, START + HOUR + i * 1_000L);
    }

    assertThat(clock.now(16_000, START)).isBetween(START + HOUR + 14_900, START + HOUR + 16_000);
  }

  /** @param share of the round trip after which the date was written */
  private void answer(long sent, long roundTrip, double share) {
    long written = START + sent + (long) (roundTrip * share);
    clock.heard(sent, sent + roundTrip, written / 1000 * 1000);
  }
}
