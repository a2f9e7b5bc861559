package io.github.cfexporter.limiter;

import static io.github.cfexporter.limiter.Api.GRAPHQL;
import static io.github.cfexporter.limiter.Api.REST;
import static io.github.cfexporter.limiter.Limiter.PERIOD_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LimiterTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Limiter limiter = new Limiter(new Budgets(2, 3, false));

  @Test
  void wholeBudget_leavesAtOnce_andComesBackAfterThePeriod() {
    askGraphql(1, 2, 3);

    assertThat(limiter.grants(NOW)).containsExactly(1L, 2L);
    assertThat(limiter.nextGrantAt(NOW)).hasValue(NOW + PERIOD_MILLIS + 1);
    assertThat(limiter.grants(NOW + PERIOD_MILLIS)).isEmpty();
    assertThat(limiter.grants(NOW + PERIOD_MILLIS + 1)).containsExactly(3L);
  }

  @Test
  void largestLag_goesFirst_andTiesGoByArrival() {
    limiter.ask(new Request(1, GRAPHQL, "a", 300), NOW);
    limiter.ask(new Request(2, GRAPHQL, "b", 100), NOW);
    limiter.ask(new Request(3, GRAPHQL, "a", 100), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(2L, 3L);
  }

  @Test
  void exhaustedInterface_doesNotHoldTheOther() {
    askGraphql(1, 2, 3);
    limiter.ask(new Request(4, REST, "a", 999), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(1L, 2L, 4L);
  }

  @Test
  void everyAccount_hasItsOwnGraphqlBudgetInAccountMode() {
    limiter.change(new Budgets(1, 1, true));
    limiter.ask(new Request(1, GRAPHQL, "a", 1), NOW);
    limiter.ask(new Request(2, GRAPHQL, "a", 2), NOW);
    limiter.ask(new Request(3, GRAPHQL, "b", 3), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(1L, 3L);
    assertThat(limiter.remaining(GRAPHQL, NOW)).isZero();
  }

  @Test
  void generalLimit_bindsAllAccountsTogether() {
    limiter.change(new Budgets(300, 10, true));
    for (long id = 0; id < 1300; id++) {
      limiter.ask(new Request(id, GRAPHQL, "account" + id % 13, id), NOW);
    }

    long now = NOW;
    int granted = limiter.grants(now).size();
    while (limiter.nextGrantAt(now).orElseThrow() < NOW + Limiter.PERIOD_MILLIS) {
      now = limiter.nextGrantAt(now).orElseThrow();
      granted += limiter.grants(now).size();
    }
    assertThat(granted).isEqualTo(1200);
    assertThat(limiter.remaining(REST, now)).isZero();
  }

  @Test
  void burst_leavesSecondBySecond() {
    limiter.change(new Budgets(300, 300, false));
    for (long id = 0; id < 100; id++) {
      limiter.ask(new Request(id, id % 2 == 0 ? GRAPHQL : REST, "a", id), NOW);
    }

    assertThat(limiter.grants(NOW)).hasSize(Limiter.BURST_PER_SECOND);
    assertThat(limiter.grants(NOW + 1_000)).isEmpty();
    assertThat(limiter.nextGrantAt(NOW + 1_000)).hasValue(NOW + 1_001);
    assertThat(limiter.grants(NOW + 1_001)).hasSize(Limiter.BURST_PER_SECOND);
  }

  @Test
  void modeChange_remembersWhatLeftBefore() {
    limiter.change(new Budgets(2, 3, true));
    limiter.ask(new Request(1, GRAPHQL, "a", 1), NOW);
    limiter.ask(new Request(2, GRAPHQL, "b", 2), NOW);
    limiter.ask(new Request(3, GRAPHQL, "c", 3), NOW + 1);
    assertThat(limiter.grants(NOW)).hasSize(3);

    limiter.change(new Budgets(3, 3, false));
    limiter.ask(new Request(4, GRAPHQL, "d", 4), NOW + 1);

    assertThat(limiter.grants(NOW + 1)).isEmpty();
  }

  @Test
  void loweredBudget_raisedAgain_hasForgottenNothing() {
    askGraphql(1, 2);
    assertThat(limiter.grants(NOW)).hasSize(2);
    limiter.change(new Budgets(1, 3, false));
    askGraphql(3, 4);
    assertThat(limiter.grants(NOW)).isEmpty();

    limiter.change(new Budgets(3, 3, false));

    assertThat(limiter.grants(NOW)).containsExactly(3L);
  }

  @Test
  void pausedAccount_leavesTheOthersAlone() {
    limiter.ask(new Request(1, GRAPHQL, "a", 1), NOW);
    limiter.ask(new Request(2, GRAPHQL, "b", 2), NOW);
    limiter.pause(GRAPHQL, "a", NOW + 5_000, NOW);
    limiter.pause(GRAPHQL, "a", NOW + 2_000, NOW); // a shorter one does not shorten it

    assertThat(limiter.grants(NOW)).containsExactly(2L);
    assertThat(limiter.nextGrantAt(NOW)).hasValue(NOW + 5_000);
    assertThat(limiter.grants(NOW + 5_000)).containsExactly(1L);
  }

  @Test
  void pausedInterface_hasNothingRemaining() {
    limiter.pause(GRAPHQL, NOW + 5_000, NOW);

    assertThat(limiter.remaining(GRAPHQL, NOW)).isZero();
    assertThat(limiter.remaining(REST, NOW)).isEqualTo(3);
    assertThat(limiter.remaining(GRAPHQL, NOW + 5_000)).isEqualTo(2);
  }

  @Test
  void rateLimitHeader_canOnlySlowDown() {
    limiter.slowDown(REST, 1, 30, NOW);
    limiter.slowDown(REST, 1000, 1, NOW); // an answer that was overtaken
    askRest(1, 2, 3);

    assertThat(limiter.remaining(REST, NOW)).isEqualTo(1);
    assertThat(limiter.grants(NOW)).containsExactly(1L);
    assertThat(limiter.nextGrantAt(NOW)).hasValue(NOW + 30_000);
    assertThat(limiter.grants(NOW + 30_000)).containsExactly(2L, 3L);
  }

  @Test
  void canceledRequest_neitherLeavesNorCosts() {
    askGraphql(1, 2, 3);

    assertThat(limiter.cancel(1)).isTrue();
    assertThat(limiter.cancel(1)).isFalse();
    assertThat(limiter.grants(NOW)).containsExactly(2L, 3L);
    assertThat(limiter.nextGrantAt(NOW)).isEmpty();
    assertThat(limiter.waiting(GRAPHQL)).isZero();
  }

  @Test
  void sameIdTwice_isRefused() {
    askGraphql(1);

    assertThatIllegalArgumentException().isThrownBy(() -> askGraphql(1)).withMessageContaining("1");
  }

  @Test
  void impatientRequest_goesBeforeMoreUrgentNewcomers() {
    limiter.change(new Budgets(1, 1, false));
    limiter.ask(new Request(1, GRAPHQL, "a", 1000), NOW);
    limiter.ask(new Request(2, GRAPHQL, "a", 5), NOW);
    assertThat(limiter.grants(NOW)).containsExactly(2L);
    limiter.ask(new Request(3, GRAPHQL, "a", 6), NOW + 1000);

    assertThat(limiter.grants(NOW + PERIOD_MILLIS + 1)).containsExactly(1L);
  }

  @Test
  void successor_keepsBudgetAndPauses() {
    askGraphql(1, 2);
    assertThat(limiter.grants(NOW)).hasSize(2);
    limiter.pause(REST, NOW + 9_000, NOW);

    Limiter successor = new Limiter(new Budgets(2, 3, false));
    successor.restore(limiter.history(NOW + 100), NOW + 600);

    assertThat(successor.remaining(GRAPHQL, NOW + 600)).isZero();
    assertThat(successor.remaining(REST, NOW + 600)).isZero();
    assertThat(successor.remaining(REST, NOW + 9_000)).isEqualTo(3);
    assertThat(successor.remaining(GRAPHQL, NOW + PERIOD_MILLIS + 1)).isEqualTo(2);
  }

  @Test
  void clockSteppingBack_costsAtMostOnePeriod() {
    askGraphql(1, 2, 3);
    assertThat(limiter.grants(NOW)).hasSize(2);
    limiter.pause(GRAPHQL, NOW + 10_000, NOW);

    long yesterday = NOW - 86_400_000;

    assertThat(limiter.grants(yesterday)).isEmpty();
    assertThat(limiter.nextGrantAt(yesterday)).hasValue(yesterday + PERIOD_MILLIS + 1);
    assertThat(limiter.grants(yesterday + PERIOD_MILLIS + 1)).containsExactly(3L);
  }

  private void askGraphql(long... ids) {
    LongStream.of(ids).forEach(id -> limiter.ask(new Request(id, GRAPHQL, "a", 0), NOW));
  }

  private void askRest(long... ids) {
    LongStream.of(ids).forEach(id -> limiter.ask(new Request(id, REST, "a", 0), NOW));
  }

  /** cases.md 28: what is old by a clock that was set is not old by Cloudflare's. */
  @Test
  void clockSetAhead_givesNoPermitBack_andEndsNoPause() {
    Limiter limiter = new Limiter(new Budgets(2, 10, false));
    for (long id = 1; id <= 3; id++) {
      limiter.ask(new Request(id, Api.GRAPHQL, "acct", 0), 1_000);
    }
    assertThat(limiter.grants(1_000)).hasSize(2);
    limiter.pause(Api.REST, 61_000, 1_000);

    long step = 3_600_000;
    limiter.setAhead(step);
    limiter.ask(new Request(4, Api.REST, "", 0), step + 2_000);

    assertThat(limiter.grants(step + 2_000)).isEmpty();
    assertThat(limiter.grants(step + 61_000)).containsExactly(4L);
    assertThat(limiter.grants(step + 1_000 + Limiter.PERIOD_MILLIS)).isEmpty();
    assertThat(limiter.grants(step + 1_001 + Limiter.PERIOD_MILLIS)).containsExactly(3L);
  }
}
