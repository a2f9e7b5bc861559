package io.github.cfexporter.permits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NestedRefusalsTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long HOUR = NestedRefusals.TRIED_AGAIN_MILLIS;

  private final NestedRefusals refusals = new NestedRefusals();

  @Test
  void refusedAccount_isTriedOnceAnHour_byThatCredentialAlone() {
    assertThat(refusals.refused("one", "a", NOW)).isTrue();

    assertThat(refusals.mayNest("one", "a", NOW + HOUR - 1)).isFalse();
    assertThat(refusals.mayNest("two", "a", NOW)).isTrue();
    assertThat(refusals.mayNest("one", "b", NOW)).isTrue();
    assertThat(refusals.mayNest("one", "a", NOW + HOUR)).isTrue();
    assertThat(refusals.mayNest("one", "a", NOW + HOUR)).isFalse();
    assertThat(refusals.refused("one", "a", NOW + HOUR)).isFalse();
  }

  @Test
  void acceptedAccount_isNestedAgain() {
    refusals.refused("one", "a", NOW);

    assertThat(refusals.accepted("one", "a")).isTrue();
    assertThat(refusals.accepted("one", "a")).isFalse();
    assertThat(refusals.mayNest("one", "a", NOW)).isTrue();
  }

  @Test
  void clockThatStepsBack_holdsNothingLonger() {
    refusals.refused("one", "a", NOW);

    assertThat(refusals.mayNest("one", "a", NOW - 86_400_000)).isTrue();
    assertThat(refusals.mayNest("one", "a", NOW - 86_400_000)).isFalse();
  }

  @Test
  void forgottenAccount_leavesNothing() {
    refusals.refused("one", "a", NOW);
    refusals.forget("a");

    assertThat(refusals.mayNest("one", "a", NOW)).isTrue();
    assertThat(refusals.accepted("one", "a")).isFalse();
  }
}
