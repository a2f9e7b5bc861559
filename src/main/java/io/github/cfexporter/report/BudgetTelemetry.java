package io.github.cfexporter.report;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.values.RateLimitMode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What this node knows of the budgets of both interfaces; safe for use by several threads. */
public final class BudgetTelemetry {
  private record BudgetState(int limit, int remaining, int waiting) {}

  private final Time time;
  private final Map<Api, LongAdder> permits = new EnumMap<>(Api.class);
  private final Map<Api, BudgetState> budgets = new EnumMap<>(Api.class);
  private final BudgetHistory history = new BudgetHistory();
  private volatile RateLimitMode rateLimitMode = RateLimitMode.TOKEN;
  private long pacedAt;
  private long waitMillis;

  /** @param permits counts those that were issued */
  BudgetTelemetry(Time time, Function<Api, LongAdder> permits) {
    this.time = time;
    Arrays.stream(Api.values()).forEach(api -> this.permits.put(api, permits.apply(api)));
  }

  /** Whose GraphQL budgets hold now. */
  public void rateLimitMode(RateLimitMode mode) {
    rateLimitMode = mode;
  }

  /** A call may leave, for which it has waited so long. */
  public synchronized void permitIssued(Api api, long waitedMillis) {
    permits.get(api).increment();
    waitMillis = waitedMillis;
  }

  /** The limiter's state; only where it runs. */
  public synchronized void state(Api api, int limit, int remaining, int waiting) {
    budgets.put(api, new BudgetState(limit, remaining, waiting));
    pacedAt = time.millis();
  }

  /** Notes what is in use of each budget now; call it once every {@link BudgetHistory#STEP}. */
  public synchronized void sample() {
    budgets.forEach((api, state) -> history.add(api, budget(api, state).used()));
  }

  synchronized Report.Pacing pacing() {
    return new Report.Pacing(
        pacedAt,
        waitMillis,
        budgets.entrySet().stream()
            .map(entry -> budget(entry.getKey(), entry.getValue()))
            .toList(),
        rateLimitMode == RateLimitMode.ACCOUNT);
  }

  private Report.Budget budget(Api api, BudgetState state) {
    return new Report.Budget(
        api, state.limit(), state.remaining(), state.waiting(), history.of(api));
  }
}
