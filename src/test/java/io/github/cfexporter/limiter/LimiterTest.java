package io.github.cfexporter.limiter;

import static io.github.cfexporter.limiter.Api.GRAPHQL;
import static io.github.cfexporter.limiter.Api.REST;
import static io.github.cfexporter.limiter.Limiter.PERIOD_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LimiterTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Limiter limiter = new Limiter(new Budgets(2, 3));

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
    limiter.ask(new Request(1, graphql("a"), 300), NOW);
    limiter.ask(new Request(2, graphql("b"), 100), NOW);
    limiter.ask(new Request(3, graphql("a"), 100), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(2L, 3L);
  }

  @Test
  void exhaustedInterface_doesNotHoldTheOther() {
    askGraphql(1, 2, 3);
    limiter.ask(new Request(4, rest("a"), 999), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(1L, 2L, 4L);
  }

  @Test
  void everyAccount_hasItsOwnBudget_forWhatIsAccountBased() {
    limiter.change(new Budgets(1, 1));
    limiter.ask(new Request(1, accountBased("a"), 1), NOW);
    limiter.ask(new Request(2, accountBased("a"), 2), NOW);
    limiter.ask(new Request(3, accountBased("b"), 3), NOW);
    limiter.ask(new Request(4, graphql("a"), 4), NOW);
    limiter.ask(new Request(5, graphql("b"), 5), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(1L, 3L, 4L);
    assertThat(limiter.remaining(GRAPHQL, NOW)).isZero();
  }

  @Test
  void everyCredential_hasItsOwnBudgets_butShareThoseOfAnAccount() {
    limiter.change(new Budgets(1, 1));
    for (String credential : List.of("one", "two")) {
      int first = credential.equals("one") ? 0 : 10;
      limiter.ask(new Request(first + 1, Payer.graphql(credential, "a", false), 1), NOW);
      limiter.ask(new Request(first + 2, Payer.rest(credential, "a"), 2), NOW);
      limiter.ask(new Request(first + 3, Payer.graphql(credential, "a", true), 3), NOW);
    }

    assertThat(limiter.grants(NOW)).containsExactly(1L, 11L, 2L, 12L, 3L);
  }

  @Test
  void generalLimit_bindsAllAccountsOfACredentialTogether() {
    limiter.change(new Budgets(300, 10));
    for (long id = 0; id < 1300; id++) {
      limiter.ask(new Request(id, accountBased("account" + id % 13), id), NOW);
    }

    long now = NOW;
    int granted = limiter.grants(now).size();
    while (limiter.nextGrantAt(now).orElseThrow() < NOW + Limiter.PERIOD_MILLIS) {
      now = limiter.nextGrantAt(now).orElseThrow();
      granted += limiter.grants(now).size();
    }
    assertThat(granted).isEqualTo(1200);
    assertThat(limiter.remaining(REST, now)).isZero();
    now += 1_001; // after the last burst
    limiter.ask(new Request(-1, Payer.rest("other", ""), 0), now);
    assertThat(limiter.grants(now)).containsExactly(-1L);
  }

  @Test
  void burst_leavesSecondBySecond() {
    limiter.change(new Budgets(300, 300));
    for (long id = 0; id < 100; id++) {
      limiter.ask(new Request(id, id % 2 == 0 ? graphql("a") : rest("a"), id), NOW);
    }

    assertThat(limiter.grants(NOW)).hasSize(Limiter.BURST_PER_SECOND);
    assertThat(limiter.grants(NOW + 1_000)).isEmpty();
    assertThat(limiter.nextGrantAt(NOW + 1_000)).hasValue(NOW + 1_001);
    assertThat(limiter.grants(NOW + 1_001)).hasSize(Limiter.BURST_PER_SECOND);
  }

  @Test
  void modeChange_andBack_remembersWhatLeftBefore() {
    askGraphql(1, 2);
    assertThat(limiter.grants(NOW)).hasSize(2);
    limiter.ask(new Request(3, accountBased("a"), 3), NOW);
    assertThat(limiter.grants(NOW)).containsExactly(3L);

    askGraphql(4);

    assertThat(limiter.grants(NOW)).isEmpty();
  }

  @Test
  void departureOfAnOlderRelease_countsAgainstWhicheverBudgetItMayHaveUsed() {
    GrantedPermit unknown = new GrantedPermit(NOW, Payer.parse(GRAPHQL, "a"));
    limiter.restore(new History(List.of(unknown, unknown), List.of()), NOW);
    askGraphql(1);
    limiter.ask(new Request(2, accountBased("a"), 2), NOW);
    limiter.ask(new Request(3, accountBased("b"), 3), NOW);

    assertThat(limiter.grants(NOW)).containsExactly(3L);
  }

  @Test
  void loweredBudget_raisedAgain_hasForgottenNothing() {
    askGraphql(1, 2);
    assertThat(limiter.grants(NOW)).hasSize(2);
    limiter.change(new Budgets(1, 3));
    askGraphql(3, 4);
    assertThat(limiter.grants(NOW)).isEmpty();

    limiter.change(new Budgets(3, 3));

    assertThat(limiter.grants(NOW)).containsExactly(3L);
  }

  @Test
  void pausedCredential_leavesTheOthersAlone() {
    limiter.ask(new Request(1, Payer.graphql("one", "a", false), 1), NOW);
    limiter.ask(new Request(2, Payer.graphql("two", "a", false), 2), NOW);
    limiter.pause(GRAPHQL, "one", "", NOW + 5_000, NOW);

    assertThat(limiter.grants(NOW)).containsExactly(2L);
    assertThat(limiter.grants(NOW + 5_000)).containsExactly(1L);
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
    limiter.change(new Budgets(1, 1));
    limiter.ask(new Request(1, graphql("a"), 1000), NOW);
    limiter.ask(new Request(2, graphql("a"), 5), NOW);
    assertThat(limiter.grants(NOW)).containsExactly(2L);
    limiter.ask(new Request(3, graphql("a"), 6), NOW + 1000);

    assertThat(limiter.grants(NOW + PERIOD_MILLIS + 1)).containsExactly(1L);
  }

  private static Payer graphql(String account) {
    return Payer.graphql("", account, false);
  }

  private static Payer accountBased(String account) {
    return Payer.graphql("", account, true);
  }

  private static Payer rest(String account) {
    return Payer.rest("", account);
  }

  private void askGraphql(long... ids) {
    LongStream.of(ids).forEach(id -> limiter.ask(new Request(id, graphql("a"), 0), NOW));
  }
}
