package io.github.cfexporter.backfill;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Budgets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The most that an exporter has used of its budgets within ten minutes, and what that leaves. Before
 * it was watched for so long, it is taken to have used half. Not for use by several threads.
 */
final class ExporterPeak {
  /** Twice the five minutes of a budget: what counts now may have been let out as the last of them. */
  private static final long MEMORY_MILLIS = 600_000;

  private static final int SPARE_OF = 10;

  private final Budgets whole;
  private final Deque<Use> uses = new ArrayDeque<>();

  /** @param rest both APIs' calls count against the general budget of a token */
  private record Use(long at, int graphql, int rest) {
    int total() {
      return graphql + rest;
    }
  }

  /** @param now milliseconds since some moment */
  ExporterPeak(Budgets whole, long now) {
    this.whole = whole;
    uses.add(new Use(now, half(whole.graphql()), half(whole.rest())));
  }

  private static int half(int budget) {
    return budget - budget / 2;
  }

  void add(Map<Api, BudgetUse> told, long now) {
    uses.removeIf(use -> now - use.at() > MEMORY_MILLIS);
    uses.addLast(new Use(now, told.get(Api.GRAPHQL).used(), told.get(Api.REST).used()));
  }

  /** What may be used beside it: nothing of a tenth, by which its own use may grow. */
  Budgets left() {
    int graphql = uses.stream().mapToInt(Use::graphql).max().orElseThrow();
    int rest = uses.stream().mapToInt(Use::rest).max().orElseThrow();
    int total = uses.stream().mapToInt(Use::total).max().orElseThrow();
    return new Budgets(
        left(whole.graphql(), graphql), left(whole.rest(), rest), left(whole.total(), total));
  }

  private int left(int budget, int used) {
    return Math.max(0, budget - Math.max(1, budget / SPARE_OF) - used);
  }
}
