package io.github.cfexporter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refused;
import org.junit.jupiter.api.Test;

class SchemaGapsTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final CloudflareException CAUSE = Refused.with("unknown field x");

  private final SchemaGaps gaps = new SchemaGaps();

  @Test
  void gap_holdsForAnHour_thenOneTrialAtATimeGoesOut() {
    assertThat(gaps.found("x", CAUSE, NOW)).isTrue();

    long hour = NOW + SchemaGaps.ASKED_AGAIN_MILLIS;
    assertThat(gaps.cause("y", NOW)).isEmpty();
    assertThat(gaps.cause("x", hour - 1)).contains(CAUSE);
    assertThat(gaps.cause("x", hour)).isEmpty();
    assertThat(gaps.cause("x", hour)).contains(CAUSE);
    assertThat(gaps.cause("x", hour + SchemaGaps.TRIAL_MILLIS)).isEmpty();
    assertThat(gaps.found("x", CAUSE, hour)).as("news").isFalse();
    assertThat(gaps.cause("x", hour + SchemaGaps.TRIAL_MILLIS)).contains(CAUSE);
  }

  @Test
  void answer_closesTheGap() {
    gaps.found("x", CAUSE, NOW);

    assertThat(gaps.closed("x")).isTrue();
    assertThat(gaps.closed("x")).isFalse();
    assertThat(gaps.cause("x", NOW)).isEmpty();
  }
}
