package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ClockStepsTest {
  private final ClockSteps steps = new ClockSteps(1_000_000, 0);

  @Test
  void clockThatGoesOn_andIsCorrectedALittle_isNotSet() {
    assertThat(steps.observe(1_100_000, 100_000)).isZero();
    assertThat(steps.observe(1_200_500, 200_000)).isZero();
  }

  @Test
  void clockThatIsSet_isToldOnce() {
    assertThat(steps.observe(1_100_000 + 3_600_000, 100_000)).isEqualTo(3_600_000);
    assertThat(steps.observe(1_101_000 + 3_600_000, 101_000)).isZero();
    assertThat(steps.observe(1_102_000, 102_000)).isEqualTo(-3_600_000);
  }
}
