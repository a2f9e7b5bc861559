package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that nothing waits for take from a budget only what others leave. */
@Tag("unit")
class SpareCallsTest {
  private static final int BUDGET = 50;
  private static final Payer PAYER = Payer.graphql("one", "account", false);

  private final Limiter limiter = new Limiter(new Budgets(BUDGET, 1_200));
  private final Set<Long> spare = new HashSet<>();
  private long now = 1_000_000;
  private long lastId;

  /** The law of every budget holds, and beside it that of the share that is spared. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void inAnyPeriod_aFifthIsSpared_andNeverTheLastFifth(long seed) {
    Random random = new Random(seed);
    List<Long> all = new ArrayList<>();
    List<Long> spared = new ArrayList<>();
    for (int second = 0; second < 3_000; second++) {
      int oneIn = second % 1_000 < 200 ? 4 : 20; // more than the budget has room for, and less
      for (int i = random.nextInt(3); i > 0; i--) {
        ask(random.nextInt(oneIn) > 0);
      }
      for (long id : limiter.grants(now)) {
        all.add(now);
        if (spare.contains(id)) {
          spared.add(now);
          assertThat(within(all)).isLessThanOrEqualTo(BUDGET * 4 / 5);
        }
        assertThat(within(all)).isLessThanOrEqualTo(BUDGET);
        assertThat(within(spared)).isLessThanOrEqualTo(BUDGET / 5);
      }
      now += 1_000;
    }
    assertThat(spared).hasSizeGreaterThan(20);
  }

  @Test
  void whoIsWaitedFor_goesFirst_howeverLongOthersWait() {
    for (int i = 0; i < 10; i++) {
      ask(true);
    }
    for (int i = 0; i < BUDGET; i++) {
      ask(false);
    }
    long granted = 0;
    for (int second = 0; second < 10; second++) {
      granted += limiter.grants(now).stream().filter(id -> !spare.contains(id)).count();
      now += 1_000;
    }

    assertThat(granted).isEqualTo(BUDGET);
    assertThat(limiter.waiting(Api.GRAPHQL)).as("who waits for the budget").isZero();
    now += 2 * RequestQueue.PATIENCE_MILLIS;
    ask(false);
    assertThat(limiter.grants(now).get(0)).isEqualTo(lastId);
  }

  @Test
  void smallBudget_sparesNothing() {
    Limiter small = new Limiter(new Budgets(4, 1_200));
    small.ask(new Request(1, PAYER, Request.SPARE), now);

    assertThat(small.grants(now)).isEmpty();
    assertThat(small.nextGrantAt(now).orElseThrow()).isGreaterThan(now);
  }

  private void ask(boolean spared) {
    lastId++;
    limiter.ask(new Request(lastId, PAYER, spared ? Request.SPARE : now), now);
    if (spared) {
      spare.add(lastId);
    }
  }

  /** How many of the instants are no older than a period. */
  private long within(List<Long> instants) {
    return instants.stream().filter(at -> now - at < Limiter.PERIOD_MILLIS).count();
  }
}
