package io.github.cfexporter.report;

import io.github.cfexporter.limiter.Api;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How much of each budget was in use over the last hour. Safe for use by several threads. */
public final class BudgetHistory {
  public static final Duration STEP = Duration.ofSeconds(15);
  private static final long MOST = Duration.ofHours(1).dividedBy(STEP);

  private final Map<Api, Deque<Integer>> used = new EnumMap<>(Api.class);

  /** Takes one sample; call it once every {@link #STEP}. */
  synchronized void add(Api api, int calls) {
    Deque<Integer> samples = used.computeIfAbsent(api, a -> new ArrayDeque<>());
    if (samples.size() == MOST) {
      samples.removeFirst();
    }
    samples.addLast(calls);
  }

  /** The oldest first. */
  synchronized List<Integer> of(Api api) {
    return List.copyOf(used.getOrDefault(api, new ArrayDeque<>()));
  }
}
