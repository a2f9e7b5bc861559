package io.github.cfexporter.backfill;

import io.github.cfexporter.limiter.Api;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An exporter whose refreshes make a burst of calls every minute, more or fewer by chance: as many as
 * its budget leaves, and never so many that five minutes have more than a tenth of the budget beyond
 * the most that it told of within the ten minutes before.
 */
final class BudgetedExporter {
  private static final long FIVE_MINUTES = 300_000;

  private final int limit;
  private final Random chance;
  private final List<Long> calls = new ArrayList<>();

  /** What was told, of the last ten minutes. */
  private final List<Look> told = new ArrayList<>();

  /** With the most that was told in the ten minutes before. */
  private final List<Look> looks = new ArrayList<>();

  private int oldest;
  private int burst;
  private long firstLook;
  private boolean silent;

  /** @param peak calls within five minutes */
  private record Look(long at, int peak) {}

  BudgetedExporter(int limit, Random chance) {
    this.limit = limit;
    this.chance = chance;
  }

  /** When calls left, in milliseconds. */
  List<Long> calls() {
    return calls;
  }

  /** Whether its metrics answer nobody. */
  void silent(boolean now) {
    silent = now;
  }

  /** A second has passed. */
  void second(long now) {
    if (now / 1000 % 60 == 0) {
      burst = chance.nextInt(4) == 0 ? chance.nextInt(limit) : chance.nextInt(limit / 5);
    }
    looks.removeIf(look -> look.at() < now - FIVE_MINUTES - 10_000);
    int most = Math.min(limit, most());
    for (int left = chance.nextInt(26); left > 0 && burst > 0 && inUse(now) < most; left--) {
      calls.add(now);
      burst--;
    }
  }

  /** At any of the looks of the last five minutes, what the law takes for granted. */
  private int most() {
    return looks.stream().mapToInt(Look::peak).min().orElse(limit / 2) + limit / 10;
  }

  private int inUse(long now) {
    while (oldest < calls.size() && calls.get(oldest) < now - FIVE_MINUTES) {
      oldest++;
    }
    return calls.size() - oldest;
  }

  /** What its metrics tell. */
  Future<Map<Api, BudgetUse>> look(long now) {
    firstLook = firstLook == 0 ? now : firstLook;
    told.removeIf(look -> look.at() < now - 2 * FIVE_MINUTES);
    told.add(new Look(now, inUse(now)));
    int unknown = now - firstLook <= 2 * FIVE_MINUTES ? limit / 2 : 0;
    int peak = told.stream().mapToInt(Look::peak).max().orElseThrow();
    looks.add(new Look(now, Math.max(unknown, peak)));
    return silent
        ? Future.failedFuture("nobody listens there")
        : Future.succeededFuture(Map.of(
            Api.GRAPHQL,
            new BudgetUse(limit, limit - inUse(now)),
            Api.REST,
            new BudgetUse(1_200, 1_200)));
  }
}
