package io.github.cfexporter.limiter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which budgets a departure counts against: each has a log of its own, so that a payer who changes
 * from one budget to another and back finds both as they were left.
 */
final class BudgetLedger {
  private final long period;
  private final Deque<GrantedPermit> departures = new ArrayDeque<>();
  private final Map<Balance, SlidingLog> logs = new HashMap<>();
  private final SlidingLog empty;

  /** What Cloudflare counts apart. */
  private enum Sort {
    GENERAL,
    REST,
    GRAPHQL_OF_CREDENTIAL,
    GRAPHQL_OF_ACCOUNT;

    private int permits(Budgets budgets) {
      return switch (this) {
        case GENERAL -> budgets.total();
        case REST -> budgets.rest();
        case GRAPHQL_OF_CREDENTIAL, GRAPHQL_OF_ACCOUNT -> budgets.graphql();
      };
    }

    private boolean concerns(Api api) {
      return switch (this) {
        case GENERAL -> true;
        case REST -> api == Api.REST;
        case GRAPHQL_OF_CREDENTIAL, GRAPHQL_OF_ACCOUNT -> api == Api.GRAPHQL;
      };
    }
  }

  /** One budget of one credential or account, which is its holder. */
  private record Balance(Sort sort, String holder) {}

  BudgetLedger(long period) {
    this.period = period;
    this.empty = new SlidingLog(period);
  }

  void add(GrantedPermit departure) {
    departures.addLast(departure);
    for (Balance balance : balances(departure.payer())) {
      logs.computeIfAbsent(balance, b -> new SlidingLog(period)).add(departure.at());
    }
  }

  /** Forgets what is older than a period. */
  void advance(long now) {
    while (!departures.isEmpty() && now - departures.getFirst().at() > period) {
      departures.removeFirst();
    }
    logs.values().forEach(log -> log.forget(now));
    logs.values().removeIf(SlidingLog::isEmpty);
  }

  void stepBack(long now) {
    logs.values().forEach(log -> log.clamp(now));
    List<GrantedPermit> clamped = departures.stream()
        .map(d -> new GrantedPermit(Math.min(d.at(), now), d.payer()))
        .toList();
    departures.clear();
    departures.addAll(clamped);
  }

  long opensAt(Payer payer, Budgets budgets, long now) {
    long opens = now;
    for (Balance balance : balances(payer)) {
      int permits = balance.sort().permits(budgets);
      SlidingLog log = logs.getOrDefault(balance, empty);
      opens = Math.max(opens, log.opensAt(permits, now));
    }
    return opens;
  }

  /** What the credential or the account that used most has left. */
  int left(Api api, Budgets budgets) {
    int least = Math.min(budgets.of(api), budgets.total());
    for (Map.Entry<Balance, SlidingLog> entry : logs.entrySet()) {
      Sort sort = entry.getKey().sort();
      if (sort.concerns(api)) {
        least = Math.min(least, entry.getValue().left(sort.permits(budgets)));
      }
    }
    return least;
  }

  List<GrantedPermit> departures() {
    return List.copyOf(departures);
  }

  /** Forgets what there was, and knows these instead. */
  void replace(List<GrantedPermit> others) {
    departures.clear();
    logs.clear();
    others.forEach(this::add);
  }

  /** Adds departures that somebody else granted, as far as they are still of interest. */
  void merge(List<GrantedPermit> others, long now) {
    List<GrantedPermit> all = new ArrayList<>(departures);
    for (GrantedPermit other : others) {
      all.add(new GrantedPermit(Math.min(other.at(), now), other.payer()));
    }
    all.sort(Comparator.comparingLong(GrantedPermit::at));
    departures.clear();
    logs.clear();
    all.forEach(this::add);
    advance(now);
  }

  private static List<Balance> balances(Payer payer) {
    List<Balance> balances = new ArrayList<>(3);
    balances.add(new Balance(Sort.GENERAL, payer.credential()));
    if (payer.api() == Api.REST) {
      balances.add(new Balance(Sort.REST, payer.credential()));
    } else if (payer.mayCountByCredential()) {
      balances.add(new Balance(Sort.GRAPHQL_OF_CREDENTIAL, payer.credential()));
    }
    if (payer.mayCountByAccount()) {
      balances.add(new Balance(Sort.GRAPHQL_OF_ACCOUNT, payer.account()));
    }
    return balances;
  }
}
