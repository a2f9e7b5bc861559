package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Budgets;
import io.github.cfexporter.limiter.Payer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backfill and the exporter beside it never make more calls than the budget that they share. */
@Tag("unit")
class CallBudgetLawTest {
  private static final long START = 1_800_000_000_000L;
  private static final long FIVE_MINUTES = 300_000;
  private static final Budgets WHOLE = new Budgets(300, 1_200);

  private final List<Long> own = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyFiveMinutes_haveNoMoreCallsThanTheBudget_ofBothTogether(long seed) {
    Random chance = new Random(seed);
    BudgetedExporter exporter = new BudgetedExporter(300, chance);
    PassingTime time = new PassingTime(START, exporter::second);
    CallBudget budget = budget(time, exporter);
    budget.begin().await();

    while (time.millis() < START + 3 * 3_600_000) {
      call(budget, time, Payer.graphql("some", "", false));
      time.after(chance.nextInt(700), () -> {});
    }

    assertThat(most(exporter.calls())).as("of the exporter").isBetween(100, 300);
    assertThat(
            most(Stream.concat(own.stream(), exporter.calls().stream()).sorted().toList()))
        .isBetween(200, 300);
    assertThat(own).as("it gets somewhere").hasSizeGreaterThan(200);
  }

  /** A tenth of 300 stays free, and half of what was not seen yet. */
  @Test
  void calls_areNoMoreThanTheExporterLeaves() {
    PassingTime time = new PassingTime(START);
    CallBudget budget = budget(
        time,
        () -> Future.succeededFuture(
            Map.of(Api.GRAPHQL, new BudgetUse(300, 280), Api.REST, new BudgetUse(1_200, 1_000))));

    for (int i = 0; i < 120; i++) {
      call(budget, time, Payer.graphql("some", "", false));
    }
    assertThat(time.millis()).isLessThan(START + FIVE_MINUTES);
    for (int i = 0; i < 1_000; i++) {
      call(budget, time, Payer.graphql("some", "", false));
    }

    assertThat(most(own.subList(0, 121))).isEqualTo(120);
    assertThat(most(own)).isEqualTo(300 - 30 - 20);
  }

  @Test
  void restCalls_haveTheirBudget_too() {
    PassingTime time = new PassingTime(START);
    CallBudget budget = new CallBudget(new Budgets(300, 100), Optional.empty(), time);

    for (int i = 0; i < 200; i++) {
      call(budget, time, Payer.rest("some", ""));
    }

    assertThat(most(own)).isEqualTo(50);
  }

  @Test
  void calls_areHalfOfTheBudget_whereNoExporterIsNamed() {
    PassingTime time = new PassingTime(START);
    CallBudget budget = new CallBudget(WHOLE, Optional.empty(), time);

    for (int i = 0; i < 400; i++) {
      call(budget, time, Payer.graphql("some", "", false));
    }

    assertThat(most(own)).isEqualTo(150);
    assertThat(budget.made()).isEqualTo(400);
  }

  /** Started anew, it has to catch up: the budget is its own then. */
  @Test
  void exporterThatDoesNotAnswer_isWaitedFor_butNotForEver() {
    BudgetedExporter exporter = new BudgetedExporter(300, new Random(1));
    PassingTime time = new PassingTime(START, now -> exporter.silent(now < START + 400_000));
    CallBudget budget = budget(time, exporter);
    budget.begin().await();
    exporter.silent(true);

    call(budget, time, Payer.graphql("some", "", false));
    assertThat(own.get(0)).isBetween(START + 400_000, START + 405_000);

    PassingTime later = new PassingTime(START, now -> exporter.silent(true));
    CallBudget again = budget(later, exporter);
    exporter.silent(false);
    again.begin().await();
    exporter.silent(true);
    assertThatThrownBy(() -> again.permit(Payer.graphql("some", "", false)).await())
        .isInstanceOf(BackfillException.class)
        .hasMessageContaining("the exporter does not answer any more: nobody listens there");
    assertThat(later.millis()).isGreaterThanOrEqualTo(START + 600_000);
  }

  @Test
  void exporterThatDoesNotAnswerAtFirst_isAMistake() {
    BudgetedExporter exporter = new BudgetedExporter(300, new Random(1));
    exporter.silent(true);

    assertThatThrownBy(() -> budget(new PassingTime(START), exporter).begin().await())
        .isInstanceOf(BackfillException.class)
        .hasMessageContaining("--exporter: its metrics could not be read: nobody listens there");
  }

  private static CallBudget budget(PassingTime time, BudgetedExporter exporter) {
    return budget(time, () -> exporter.look(time.millis()));
  }

  private static CallBudget budget(PassingTime time, Supplier<Future<Map<Api, BudgetUse>>> looks) {
    return new CallBudget(WHOLE, Optional.of(looks), time);
  }

  private void call(CallBudget budget, PassingTime time, Payer payer) {
    budget.permit(payer).await();
    own.add(time.millis());
  }

  /** Most calls within five minutes, wherever they begin. */
  private static int most(List<Long> sorted) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (sorted.get(last) - sorted.get(first) > FIVE_MINUTES) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
