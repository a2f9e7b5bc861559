package io.github.cfexporter.backfill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Lets calls out that the exporter beside leaves: in any five minutes, its calls and those of the
 * backfill are nine tenths of the budget at most. Where no exporter can be asked, half of the budget
 * is left for it.
 */
final class CallBudget {
  private static final long FIVE_MINUTES = 300_000;
  private static final long LOOK_MILLIS = 5_000;
  private static final long WAIT_MILLIS = 1_000;

  private final int limit;
  private final Supplier<OptionalInt> remaining;
  private final BackfillClock clock;
  private final Deque<Long> calls = new ArrayDeque<>();
  private long lookedAt = Long.MIN_VALUE / 2;
  private int left;
  private int made;

  /**
   * A budget of its own.
   *
   * @param limit GraphQL calls that may leave in five minutes, by all who share the token
   * @param remaining what the exporter beside says is left of it; empty where it does not answer
   */
  CallBudget(int limit, Supplier<OptionalInt> remaining, BackfillClock clock) {
    this.limit = limit;
    this.remaining = remaining;
    this.clock = clock;
  }

  /** How many calls were let out. */
  int made() {
    return made;
  }

  /** Waits until a call may leave. */
  void await() throws InterruptedException {
    while (!mayLeave()) {
      clock.sleep(WAIT_MILLIS);
    }
    calls.addLast(clock.millis());
    made++;
  }

  private boolean mayLeave() {
    long now = clock.millis();
    while (!calls.isEmpty() && calls.peekFirst() <= now - FIVE_MINUTES) {
      calls.removeFirst();
    }
    if (now - lookedAt >= LOOK_MILLIS) {
      OptionalInt told = remaining.get();
      left = told.isPresent() ? told.getAsInt() - limit / 10 : limit / 2;
      lookedAt = now;
    }
    return calls.size() < left;
  }
}
