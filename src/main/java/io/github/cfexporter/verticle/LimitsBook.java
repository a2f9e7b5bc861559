package io.github.cfexporter.verticle;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.Entitlements;
import io.github.cfexporter.cloudflare.Refusal.About;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What Cloudflare lets one account and its zones do, asked anew about every hour. */
final class LimitsBook {
  private static final long KEPT_MILLIS = 3_600_000;
  private static final long RETRY_MILLIS = 60_000;

  /** The account's own entry. */
  private static final String ACCOUNT = "";

  private final Vertx vertx;
  private final Time time;
  private final String account;
  private final List<String> zoneDatasets;
  private final List<String> accountDatasets;
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final Map<String, Integer> together = new HashMap<>();

  private record Known(Map<String, DatasetLimits> limits, long expires) {}

  LimitsBook(Vertx vertx, Time time, String account, List<GraphqlKind> kinds) {
    this.vertx = vertx;
    this.time = time;
    this.account = account;
    this.zoneDatasets = datasets(kinds, Scope.ZONE);
    this.accountDatasets = datasets(kinds, Scope.ACCOUNT);
  }

  /** Limits of a zone by dataset; empty until they were asked for once. */
  Optional<Map<String, DatasetLimits>> of(String zone) {
    return Optional.ofNullable(known.get(zone)).map(Known::limits);
  }

  Optional<Map<String, DatasetLimits>> ofAccount() {
    return of(ACCOUNT);
  }

  /** Asks anew soon about zones whose plan has changed; what was told holds until then. */
  void doubt(Collection<String> zones) {
    zones.forEach(zone -> known.computeIfPresent(zone, (id, told) -> new Known(told.limits(), 0)));
  }

  /** Forgets zones that are gone. */
  void retain(Collection<String> zones) {
    known.keySet().removeIf(zone -> !zone.equals(ACCOUNT) && !zones.contains(zone));
    together.keySet().retainAll(known.keySet());
  }

  /** Asks for the account's limits where they are unknown or old. */
  Future<Void> refreshAccount() {
    return stale(List.of(ACCOUNT)).isEmpty()
        ? Future.succeededFuture()
        : ask(
            List.of(ACCOUNT),
            new Entitlements.Question(account, List.of(), List.of(), accountDatasets));
  }

  /** Asks for the limits of those zones of a batch that are unknown or old. */
  Future<Void> refresh(Collection<String> batch) {
    List<Future<Void>> asked = new ArrayList<>();
    for (List<String> group : groups(stale(batch))) {
      asked.add(ask(group, new Entitlements.Question(account, group, zoneDatasets, List.of())));
    }
    return asked.isEmpty() ? Future.succeededFuture() : Future.all(asked).mapEmpty();
  }

  /** All together, but for those whose last question failed. */
  private List<List<String>> groups(List<String> zones) {
    Map<Integer, List<String>> bySize = new TreeMap<>();
    zones.forEach(zone -> bySize
        .computeIfAbsent(together.getOrDefault(zone, Integer.MAX_VALUE), s -> new ArrayList<>())
        .add(zone));
    List<List<String>> groups = new ArrayList<>();
    bySize.forEach((size, some) -> {
      int step = Math.min(size, some.size());
      for (int from = 0; from < some.size(); from += step) {
        groups.add(List.copyOf(some.subList(from, Math.min(some.size(), from + step))));
      }
    });
    return groups;
  }

  private Future<Void> ask(List<String> subjects, Entitlements.Question question) {
    asking.addAll(subjects);
    return vertx
        .eventBus()
        .<EntitlementsAsked>request(
            EntitlementsAsk.ADDRESS, new EntitlementsAsk(question), Messages.PATIENT)
        .onComplete(done -> asking.removeAll(subjects))
        .map(reply -> {
          subjects.forEach(subject -> learn(subject, reply.body(), subjects.size()));
          return null;
        });
  }

  /**
   * Without an answer nothing is forbidden: a refusal of the data itself will tell. Where the
   * question itself was refused, asking again soon will not help either; where it just failed, half as
   * many are asked about together next time, so that one of them does not keep it from the others.
   */
  private void learn(String subject, EntitlementsAsked answer, int size) {
    Optional<Map<String, DatasetLimits>> told = answer
        .entitlements()
        .map(limits -> limits.limits().get(subject.isEmpty() ? account : subject));
    boolean refused =
        answer.failure().stream().anyMatch(cause -> cause.refusal().about() == About.PARTS);
    long kept = told.isPresent() || refused ? KEPT_MILLIS : RETRY_MILLIS;
    Map<String, DatasetLimits> limits = told.orElseGet(() -> of(subject).orElse(Map.of()));
    known.put(subject, new Known(limits, time.millis() + kept));
    if (told.isPresent() || refused) {
      together.remove(subject);
    } else {
      together.put(subject, Math.max(1, size / 2));
    }
  }

  private List<String> stale(Collection<String> subjects) {
    return subjects.stream()
        .filter(subject -> !asking.contains(subject))
        .filter(
            subject -> !known.containsKey(subject) || known.get(subject).expires() <= time.millis())
        .toList();
  }

  private static List<String> datasets(List<GraphqlKind> kinds, Scope scope) {
    return kinds.stream()
        .filter(kind -> kind.scope() == scope)
        .flatMap(kind -> kind.sources().stream())
        .map(Source::dataset)
        .distinct()
        .toList();
  }
}
