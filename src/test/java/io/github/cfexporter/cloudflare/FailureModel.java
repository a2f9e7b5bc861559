package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.gateway.breaker.CircuitBreaker;
import io.github.cfexporter.gateway.breaker.Failure;
import io.github.cfexporter.gateway.breaker.Probe;
import io.github.cfexporter.gateway.breaker.SearchTimes;
import io.github.cfexporter.limiter.SearchAllowance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** One account whose zones are asked once a minute; answers come at once. */
final class FailureModel {
  static final long REFRESH = 60_000;
  static final int BUDGET = 300;
  private static final long BEGIN = 1_000_000_000;
  private static final int DOCUMENT = 50;
  private static final RateHeaders NO_HEADERS =
      new RateHeaders(List.of(), List.of(), Optional.empty());
  private static final List<String> WORDS = List.of(
      "Service unavailable",
      "unable to execute query, please try again later",
      "Internal authentication error: internal server error",
      "forbidden",
      "something went wrong",
      "");

  /** How one source of one zone fails: whenever a document names it. */
  record Bad(String words, int status, boolean hasPath) {
    static Bad random(Random random) {
      List<Integer> statuses = List.of(200, 200, 400, 403, 404, 412, 500, 503);
      return new Bad(
          WORDS.get(random.nextInt(WORDS.size())),
          statuses.get(random.nextInt(statuses.size())),
          random.nextInt(3) == 0);
    }

    Refusal refusal() {
      return Refusals.of(GraphqlError.of(words), status, NO_HEADERS, true);
    }
  }

  private final Random random;
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final SearchAllowance allowance = new SearchAllowance();
  private final List<SourceZone> all = new ArrayList<>();
  final Map<SourceZone, Bad> bad = new HashMap<>();
  private final Map<SourceZone, Long> servedAt = new HashMap<>();
  private final Set<SourceZone> waiting = new LinkedHashSet<>();
  final List<Long> calls = new ArrayList<>();
  final List<Long> searches = new ArrayList<>();
  Optional<Bad> outage = Optional.empty();
  private long now = BEGIN;
  private long nextRefresh = now;
  private long longestWait;
  int probesAtOnce;

  FailureModel(Random random) {
    this.random = random;
    int zones = 1 + random.nextInt(10);
    int sources = 1 + random.nextInt(14);
    for (int source = 0; source < sources; source++) {
      for (int zone = 0; zone < zones; zone++) {
        all.add(new SourceZone("acct", "kind-" + source / 2, "source-" + source, "zone-" + zone));
      }
    }
    all.forEach(one -> servedAt.put(one, now));
  }

  /** Zones, sources or single ones of both, each failing in its own way. */
  void chooseBad(int things) {
    for (int i = 0; i < things; i++) {
      SourceZone one = all.get(random.nextInt(all.size()));
      Bad how = Bad.random(random);
      int sort = random.nextInt(3);
      all.stream()
          .filter(other -> other.equals(one)
              || (sort == 1 && other.zone().equals(one.zone()))
              || (sort == 2 && other.source().equals(one.source())))
          .forEach(other -> bad.put(other, how));
    }
  }

  int documents() {
    return (all.size() + DOCUMENT - 1) / DOCUMENT;
  }

  void run(long millis) {
    long end = now + millis;
    while (now < end) {
      OptionalLong probe = breaker.nextProbeAt(
          waiting.stream().anyMatch(one -> !breaker.isSuspect(one)), searchTimes());
      long next = Math.min(nextRefresh, Math.max(now + 100, probe.orElse(Long.MAX_VALUE)));
      now = Math.min(end, next);
      if (now >= nextRefresh) {
        nextRefresh += REFRESH;
        waiting.addAll(all);
        askAll();
      }
      askProbe();
    }
  }

  private void askAll() {
    List<SourceZone> ready = waiting.stream()
        .filter(one -> !breaker.isSuspect(one))
        .collect(Collectors.toCollection(ArrayList::new));
    for (int from = 0; from < ready.size() && !breaker.isOpen(); from += DOCUMENT) {
      ask(ready.subList(from, Math.min(ready.size(), from + DOCUMENT)), Optional.empty());
    }
  }

  private void askProbe() {
    Set<SourceZone> held = waiting.stream()
        .filter(one -> !breaker.isSuspect(one))
        .limit(DOCUMENT)
        .collect(Collectors.toSet());
    boolean open = breaker.isOpen();
    Optional<Probe> probe = breaker.nextProbe(waiting::contains, held, searchTimes(), now);
    if (probe.isPresent() && open) {
      probesAtOnce = Math.max(
          probesAtOnce,
          1
              + breaker
                  .nextProbe(waiting::contains, held, searchTimes(), now)
                  .map(p -> 1)
                  .orElse(0));
    }
    probe.ifPresent(one -> ask(List.copyOf(one.asked()), probe));
    if (!breaker.isOpen()) {
      askAll();
    }
  }

  private void ask(List<SourceZone> asked, Optional<Probe> probe) {
    calls.add(now);
    if (probe.filter(Probe::isSearch).isPresent()) {
      allowance.spend(now);
      searches.add(now);
    }
    Optional<SourceZone> culprit = asked.stream().filter(bad::containsKey).findFirst();
    Optional<Bad> how = outage.or(() -> culprit.map(bad::get));
    if (how.isEmpty()) {
      asked.forEach(this::served);
      breaker.answered(asked, probe, now);
      return;
    }
    Refusal refusal = how.get().refusal();
    assertThat(refusal.isEntitlement()).isFalse();
    assertThat(refusal.about()).isEqualTo(Refusal.About.UNTOLD);
    Set<SourceZone> named = how.get().hasPath() ? Set.of(culprit.orElse(asked.get(0))) : Set.of();
    Failure failure = new Failure(false, 0, random.nextDouble());
    if (probe.isPresent()) {
      breaker.probeFailed(probe.get(), named, failure, now);
    } else {
      breaker.documentFailed(asked, named, failure, now);
    }
  }

  private void served(SourceZone one) {
    longestWait = Math.max(longestWait, now - servedAt.get(one));
    servedAt.put(one, now);
    waiting.remove(one);
  }

  private SearchTimes searchTimes() {
    return new SearchTimes(
        allowance.opensAt(BUDGET, 1, 1, now), allowance.opensAt(BUDGET, 1, 0.5, now));
  }

  private List<SourceZone> good() {
    return all.stream().filter(one -> !bad.containsKey(one)).toList();
  }

  List<SourceZone> neverServed() {
    return good().stream().filter(one -> servedAt.get(one) == BEGIN).toList();
  }

  long longestWait() {
    return Math.max(longestWait, waitAtTheEnd());
  }

  long waitAtTheEnd() {
    return good().stream().mapToLong(one -> now - servedAt.get(one)).max().orElse(0);
  }
}
