package io.github.cfexporter.limiter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which budgets a departure counts against. Every departure is written to all of them, also to those
 * that do not bind at present: budgets may be changed at any time and still know their past.
 */
final class Ledger {
  private final long period;
  private final Deque<Departure> departures = new ArrayDeque<>();
  private final SlidingLog total;
  private final Map<Api, SlidingLog> apis = new EnumMap<>(Api.class);
  private final Map<String, SlidingLog> accounts = new HashMap<>();

  Ledger(long period) {
    this.period = period;
    total = new SlidingLog(period);
    for (Api api : Api.values()) {
      apis.put(api, new SlidingLog(period));
    }
  }

  void add(Departure departure) {
    departures.addLast(departure);
    total.add(departure.at());
    apis.get(departure.api()).add(departure.at());
    if (departure.api() == Api.GRAPHQL) {
      accounts
          .computeIfAbsent(departure.resource(), account -> new SlidingLog(period))
          .add(departure.at());
    }
  }

  /** Forgets what is older than a period. */
  void advance(long now) {
    while (!departures.isEmpty() && now - departures.getFirst().at() > period) {
      departures.removeFirst();
    }
    logs().forEach(log -> log.forget(now));
    accounts.values().removeIf(SlidingLog::isEmpty);
  }

  void stepBack(long now) {
    logs().forEach(log -> log.clamp(now));
    List<Departure> clamped = departures.stream()
        .map(d -> new Departure(Math.min(d.at(), now), d.api(), d.resource()))
        .toList();
    departures.clear();
    departures.addAll(clamped);
  }

  long opensAt(Api api, String resource, Budgets budgets, long now) {
    long byTotal = total.opensAt(budgets.total(), now);
    boolean perAccount = api == Api.GRAPHQL && budgets.perAccount();
    SlidingLog own = perAccount ? accounts.get(resource) : apis.get(api);
    return own == null ? byTotal : Math.max(byTotal, own.opensAt(budgets.of(api), now));
  }

  /** In account mode, what the account that used most has left. */
  int left(Api api, Budgets budgets) {
    boolean perAccount = api == Api.GRAPHQL && budgets.perAccount();
    Stream<SlidingLog> own = perAccount ? accounts.values().stream() : Stream.of(apis.get(api));
    int least = own.mapToInt(log -> log.left(budgets.of(api))).min().orElse(budgets.of(api));
    return Math.min(least, total.left(budgets.total()));
  }

  List<Departure> departures() {
    return List.copyOf(departures);
  }

  /** Forgets what there was, and knows these instead. */
  void replace(List<Departure> others) {
    departures.clear();
    logs().forEach(SlidingLog::clear);
    others.forEach(this::add);
  }

  /** Adds departures that somebody else granted, as far as they are still of interest. */
  void merge(List<Departure> others, long now) {
    List<Departure> all = new ArrayList<>(departures);
    for (Departure other : others) {
      all.add(new Departure(Math.min(other.at(), now), other.api(), other.resource()));
    }
    all.sort(Comparator.comparingLong(Departure::at));
    departures.clear();
    logs().forEach(SlidingLog::clear);
    all.forEach(this::add);
    advance(now);
  }

  private Stream<SlidingLog> logs() {
    return Stream.concat(
        Stream.concat(Stream.of(total), apis.values().stream()), accounts.values().stream());
  }
}
