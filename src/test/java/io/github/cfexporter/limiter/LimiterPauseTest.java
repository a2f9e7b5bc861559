package io.github.cfexporter.limiter;

import static io.github.cfexporter.limiter.Api.GRAPHQL;
import static io.github.cfexporter.limiter.Api.REST;
import static io.github.cfexporter.limiter.Limiter.PERIOD_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pauses that Cloudflare asks for, and what a successor and a clock that was set make of them. */
@Tag("unit")
class LimiterPauseTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Limiter limiter = new Limiter(new Budgets(2, 3));

  @Test
  void pausedAccount_leavesTheOthersAlone() {
    limiter.ask(new Request(1, graphql("a"), 1), NOW);
    limiter.ask(new Request(2, graphql("b"), 2), NOW);
    limiter.pause(GRAPHQL, "", "a", NOW + 5_000, NOW);
    limiter.pause(GRAPHQL, "", "a", NOW + 2_000, NOW); // a shorter one does not shorten it

    assertThat(limiter.grants(NOW)).containsExactly(2L);
    assertThat(limiter.nextGrantAt(NOW)).hasValue(NOW + 5_000);
    assertThat(limiter.grants(NOW + 5_000)).containsExactly(1L);
  }

  @Test
  void rateLimitHeader_concernsItsCredential() {
    limiter.slowDown(REST, "one", 0, 30, NOW);
    limiter.ask(new Request(1, Payer.rest("one", ""), 1), NOW);
    limiter.ask(new Request(2, Payer.rest("two", ""), 2), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(2L);
    assertThat(limiter.remaining(REST, NOW)).isZero();
  }

  @Test
  void pausedInterface_hasNothingRemaining() {
    limiter.pause(GRAPHQL, "", "", NOW + 5_000, NOW);

    assertThat(limiter.remaining(GRAPHQL, NOW)).isZero();
    assertThat(limiter.remaining(REST, NOW)).isEqualTo(3);
    assertThat(limiter.remaining(GRAPHQL, NOW + 5_000)).isEqualTo(2);
  }

  @Test
  void rateLimitHeader_canOnlySlowDown() {
    limiter.slowDown(REST, "", 1, 30, NOW);
    limiter.slowDown(REST, "", 1000, 1, NOW); // an answer that was overtaken
    askRest(1, 2, 3);

    assertThat(limiter.remaining(REST, NOW)).isEqualTo(1);
    assertThat(limiter.grants(NOW)).containsExactly(1L);
    assertThat(limiter.nextGrantAt(NOW)).hasValue(NOW + 30_000);
    assertThat(limiter.grants(NOW + 30_000)).containsExactly(2L, 3L);
  }

  @Test
  void successor_keepsBudgetAndPauses() {
    askGraphql(1, 2);
    assertThat(limiter.grants(NOW)).hasSize(2);
    limiter.pause(REST, "", "", NOW + 9_000, NOW);

    Limiter successor = new Limiter(new Budgets(2, 3));
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
    limiter.pause(GRAPHQL, "", "", NOW + 10_000, NOW);

    long yesterday = NOW - 86_400_000;

    assertThat(limiter.grants(yesterday)).isEmpty();
    assertThat(limiter.nextGrantAt(yesterday)).hasValue(yesterday + PERIOD_MILLIS + 1);
    assertThat(limiter.grants(yesterday + PERIOD_MILLIS + 1)).containsExactly(3L);
  }

  /** cases.md 28: what is old by a clock that was set is not old by Cloudflare's. */
  @Test
  void clockSetAhead_givesNoPermitBack_andEndsNoPause() {
    Limiter limiter = new Limiter(new Budgets(2, 10));
    for (long id = 1; id <= 3; id++) {
      limiter.ask(new Request(id, graphql("acct"), 0), 1_000);
    }
    assertThat(limiter.grants(1_000)).hasSize(2);
    limiter.pause(Api.REST, "", "", 61_000, 1_000);

    long step = 3_600_000;
    limiter.setAhead(step);
    limiter.ask(new Request(4, rest(""), 0), step + 2_000);

    assertThat(limiter.grants(step + 2_000)).isEmpty();
    assertThat(limiter.grants(step + 61_000)).containsExactly(4L);
    assertThat(limiter.grants(step + 1_000 + Limiter.PERIOD_MILLIS)).isEmpty();
    assertThat(limiter.grants(step + 1_001 + Limiter.PERIOD_MILLIS)).containsExactly(3L);
  }

  private static Payer graphql(String account) {
    return Payer.graphql("", account, false);
  }

  private static Payer rest(String account) {
    return Payer.rest("", account);
  }

  private void askGraphql(long... ids) {
    LongStream.of(ids).forEach(id -> limiter.ask(new Request(id, graphql("a"), 0), NOW));
  }

  private void askRest(long... ids) {
    LongStream.of(ids).forEach(id -> limiter.ask(new Request(id, rest("a"), 0), NOW));
  }
}
