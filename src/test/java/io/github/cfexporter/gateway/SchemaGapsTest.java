package io.github.cfexporter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SchemaGapsTest {
  private static final long NOW = 1_800_000_000_000L;
  private final CloudflareException cause = Refused.with("unknown field x");

  private final SchemaGaps gaps = new SchemaGaps();

  @Test
  void gap_holdsForAnHour_thenOneTrialAtATimeGoesOut() {
    assertThat(gaps.found("x", cause, NOW)).isTrue();

    long hour = NOW + SchemaGaps.ASKED_AGAIN_MILLIS;
    assertThat(gaps.cause("y", NOW)).isEmpty();
    assertThat(gaps.cause("x", hour - 1)).contains(cause);
    assertThat(gaps.cause("x", hour)).isEmpty();
    assertThat(gaps.cause("x", hour)).contains(cause);
    assertThat(gaps.cause("x", hour + SchemaGaps.TRIAL_MILLIS)).isEmpty();
    assertThat(gaps.found("x", cause, hour)).as("news").isFalse();
    assertThat(gaps.cause("x", hour + SchemaGaps.TRIAL_MILLIS)).contains(cause);
  }

  @Test
  void answer_closesTheGap() {
    gaps.found("x", cause, NOW);

    assertThat(gaps.closed("x")).isTrue();
    assertThat(gaps.closed("x")).isFalse();
    assertThat(gaps.cause("x", NOW)).isEmpty();
  }
}
