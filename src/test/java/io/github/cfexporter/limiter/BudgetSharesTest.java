package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.limiter.BudgetShares.Holder;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BudgetSharesTest {
  private static final Budgets ALL = new Budgets(300, 1200);
  private static final Holder A = new Holder("1", "a:5701");
  private static final Holder B = new Holder("2", "b:5701");
  private static final Holder C = new Holder("3", "c:5701");
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  @Test
  void everyNodeKilledInTurn_leavesNoShare_untilTheFirstCountsAgain() {
    BudgetShares budgetShares = BudgetShares.NONE.observe(Set.of(A, B, C), NOW);
    budgetShares = budgetShares.observe(Set.of(B, C), NOW).observe(Set.of(A, B, C), NOW + 1);
    budgetShares =
        budgetShares.observe(Set.of(A, C), NOW + MINUTE).observe(Set.of(A, B, C), NOW + MINUTE + 1);
    assertThat(budgetShares.shareOf(ALL, NOW + MINUTE + 1).of(Api.GRAPHQL)).isEqualTo(100);

    budgetShares = budgetShares
        .observe(Set.of(A, B), NOW + 2 * MINUTE)
        .observe(Set.of(A, B, C), NOW + 2 * MINUTE + 1);
    assertThat(budgetShares.shareOf(ALL, NOW + 2 * MINUTE + 1).of(Api.GRAPHQL)).isZero();
    assertThat(budgetShares.shareOf(ALL, NOW + 1 + Limiter.PERIOD_MILLIS).of(Api.GRAPHQL))
        .isEqualTo(100);
  }
}
