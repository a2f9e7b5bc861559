package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.limiter.Crew.Hand;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CrewTest {
  private static final Budgets ALL = new Budgets(300, 1200);
  private static final Hand A = new Hand("1", "a:5701");
  private static final Hand B = new Hand("2", "b:5701");
  private static final Hand C = new Hand("3", "c:5701");
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  @Test
  void everyNodeKilledInTurn_leavesNoShare_untilTheFirstCountsAgain() {
    Crew crew = Crew.NONE.observe(Set.of(A, B, C), NOW);
    crew = crew.observe(Set.of(B, C), NOW).observe(Set.of(A, B, C), NOW + 1);
    crew = crew.observe(Set.of(A, C), NOW + MINUTE).observe(Set.of(A, B, C), NOW + MINUTE + 1);
    assertThat(crew.shareOf(ALL, NOW + MINUTE + 1).of(Api.GRAPHQL)).isEqualTo(100);

    crew =
        crew.observe(Set.of(A, B), NOW + 2 * MINUTE).observe(Set.of(A, B, C), NOW + 2 * MINUTE + 1);
    assertThat(crew.shareOf(ALL, NOW + 2 * MINUTE + 1).of(Api.GRAPHQL)).isZero();
    assertThat(crew.shareOf(ALL, NOW + 1 + Limiter.PERIOD_MILLIS).of(Api.GRAPHQL))
        .isEqualTo(100);
  }
}
