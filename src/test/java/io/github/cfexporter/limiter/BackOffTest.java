package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.limiter.BackOff.Sort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BackOffTest {
  private static final long NOW = 1_000_000;
  private static final double MOST = 1;
  private static final double LEAST = 0;

  private final BackOff backOff = new BackOff();

  @Test
  void trouble_isWaitedForTwiceAsLongEachTime_untilTwoMinutes() {
    long[] waits = new long[9];
    for (int i = 0; i < waits.length; i++) {
      waits[i] = waitAfter(Sort.TROUBLE, 0, MOST);
    }

    assertThat(waits)
        .containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, 120_000);
  }

  @Test
  void chance_spreadsRetriesOverTheWholeWait() {
    waitAfter(Sort.TROUBLE, 0, MOST);

    assertThat(waitAfter(Sort.TROUBLE, 0, LEAST)).isZero();
    assertThat(waitAfter(Sort.TROUBLE, 0, 0.25)).isEqualTo(1_000);
  }

  @Test
  void rejectedToken_isLeftAloneForMinutes() {
    assertThat(waitAfter(Sort.FORBIDDEN, 0, LEAST)).isEqualTo(30_000);
    assertThat(waitAfter(Sort.FORBIDDEN, 0, LEAST)).isEqualTo(60_000);
    for (int i = 0; i < 100; i++) {
      waitAfter(Sort.FORBIDDEN, 0, MOST);
    }
    assertThat(waitAfter(Sort.FORBIDDEN, 0, MOST)).isEqualTo(900_000);
  }

  @Test
  void pauseThatCloudflareNames_isKept() {
    assertThat(waitAfter(Sort.TROUBLE, 45_000, MOST)).isEqualTo(45_000);
  }

  @Test
  void receiverOfSamples_isLeftAloneForAMinuteAtMost_andNeverLessThanHalf() {
    long[] waits = new long[9];
    for (int i = 0; i < waits.length; i++) {
      waits[i] = waitAfter(Sort.RECEIVER, 0, MOST);
    }

    assertThat(waits)
        .containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000);
    backOff.succeeded();
    assertThat(waitAfter(Sort.RECEIVER, 0, LEAST)).isEqualTo(500);
    assertThat(waitAfter(Sort.RECEIVER, 3_600_000, MOST)).isEqualTo(3_600_000);
  }

  @Test
  void success_beginsAnew() {
    waitAfter(Sort.TROUBLE, 0, MOST);
    waitAfter(Sort.TROUBLE, 0, MOST);
    backOff.succeeded();

    assertThat(backOff.isFailing()).isFalse();
    assertThat(waitAfter(Sort.TROUBLE, 0, MOST)).isEqualTo(1_000);
    assertThat(backOff.isFailing()).isTrue();
  }

  private long waitAfter(Sort sort, long pause, double chance) {
    backOff.failed(sort, pause, chance, NOW);
    return backOff.retryAt() - NOW;
  }
}
