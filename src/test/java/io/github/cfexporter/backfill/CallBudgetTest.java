package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backfill leaves the exporter beside it what that needs. */
@Tag("unit")
class CallBudgetTest {
  private static final long FIVE_MINUTES = 300_000;

  private final BackfillClock clock = new BackfillClock() {
    private long now = 1_800_000_000_000L;

    @Override
    public long millis() {
      return now;
    }

    @Override
    public void sleep(long millis) {
      now += millis;
    }
  };

  /** A tenth of 300 stays free of the 60 that are left. */
  @Test
  void calls_areNoMoreThanTheExporterLeaves() throws InterruptedException {
    assertThat(mostIn(FIVE_MINUTES, new CallBudget(300, () -> OptionalInt.of(60), clock)))
        .isEqualTo(30);
  }

  @Test
  void calls_areHalfOfTheBudget_whereNoExporterAnswers() throws InterruptedException {
    assertThat(mostIn(FIVE_MINUTES, new CallBudget(300, OptionalInt::empty, clock)))
        .isEqualTo(150);
  }

  private int mostIn(long millis, CallBudget budget) throws InterruptedException {
    List<Long> at = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      budget.await();
      at.add(clock.millis());
    }
    return at.stream()
        .mapToInt(begin -> (int)
            at.stream().filter(one -> one >= begin && one < begin + millis).count())
        .max()
        .orElse(0);
  }
}
