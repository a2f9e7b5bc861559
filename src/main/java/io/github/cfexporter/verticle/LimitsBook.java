package io.github.cfexporter.verticle;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.CloudflareException.Code;
import io.github.cfexporter.cloudflare.Entitlements;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Set<String> asking = new HashSet<>();

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

  /**
   * Whether no dataset that is collected is open to a zone. Called by whoever looks at the zones, on a
   * thread of its own.
   */
  boolean isClosed(String zone) {
    return of(zone)
        .filter(told -> zoneDatasets.stream()
            .noneMatch(
                dataset -> told.getOrDefault(dataset, DatasetLimits.UNKNOWN).enabled()))
        .isPresent();
  }

  /** Asks anew soon about zones whose plan has changed; what was told holds until then. */
  void doubt(Collection<String> zones) {
    zones.forEach(zone -> known.computeIfPresent(zone, (id, told) -> new Known(told.limits(), 0)));
  }

  /** Forgets zones that are gone. */
  void retain(Collection<String> zones) {
    known.keySet().removeIf(zone -> !zone.equals(ACCOUNT) && !zones.contains(zone));
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
    List<String> stale = stale(batch);
    return stale.isEmpty()
        ? Future.succeededFuture()
        : ask(stale, new Entitlements.Question(account, stale, zoneDatasets, List.of()));
  }

  private Future<Void> ask(List<String> subjects, Entitlements.Question question) {
    asking.addAll(subjects);
    return vertx
        .eventBus()
        .<EntitlementsAsked>request(
            EntitlementsAsk.ADDRESS, new EntitlementsAsk(question), Messages.PATIENT)
        .onComplete(done -> asking.removeAll(subjects))
        .map(reply -> {
          subjects.forEach(subject -> learn(subject, reply.body()));
          return null;
        });
  }

  /**
   * Without an answer nothing is forbidden: a refusal of the data itself will tell. Where the
   * question itself was refused, asking again soon will not help either.
   */
  private void learn(String subject, EntitlementsAsked answer) {
    Optional<Map<String, DatasetLimits>> told = answer
        .entitlements()
        .map(limits -> limits.limits().get(subject.isEmpty() ? account : subject));
    boolean refused = answer.failure().stream()
        .anyMatch(cause -> cause.code() == Code.GRAPHQL_ERROR
            || cause.code() == Code.GRAPHQL_FIELD_ACCESS
            || cause.code() == Code.API_AUTH_FAILED);
    long kept = told.isPresent() || refused ? KEPT_MILLIS : RETRY_MILLIS;
    Map<String, DatasetLimits> limits = told.orElseGet(() -> of(subject).orElse(Map.of()));
    known.put(subject, new Known(limits, time.millis() + kept));
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
        .flatMap(source -> source.nodes().stream())
        .map(Source::dataset)
        .distinct()
        .toList();
  }
}
