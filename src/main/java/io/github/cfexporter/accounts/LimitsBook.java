package io.github.cfexporter.accounts;

import static io.github.cfexporter.credentials.Permission.ACCOUNT_ANALYTICS;
import static io.github.cfexporter.credentials.Permission.ZONE_ANALYTICS;

import io.github.cfexporter.bus.EntitlementsAsk;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Refusal.About;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What Cloudflare lets one account and its zones do, asked anew about every hour of the credential
 * that reads them. What no credential may read counts as open to nothing until then.
 */
final class LimitsBook {
  private static final long KEPT_MILLIS = 3_600_000;
  private static final long RETRY_MILLIS = 60_000;

  /** The account's own entry. */
  static final String ACCOUNT = "";

  private final Vertx vertx;
  private final Time time;
  private final Readers readers;
  private final String account;
  private final List<String> zoneDatasets;
  private final List<String> accountDatasets;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final QuestionSizes sizes = new QuestionSizes();
  private volatile Set<String> gone = Set.of();

  private record Known(Map<String, DatasetLimits> limits, long expires) {}

  LimitsBook(Vertx vertx, Time time, Readers readers, String account, List<GraphqlKind> kinds) {
    this.vertx = vertx;
    this.time = time;
    this.readers = readers;
    this.account = account;
    this.zoneDatasets = datasets(kinds, Scope.ZONE);
    this.accountDatasets = datasets(kinds, Scope.ACCOUNT);
  }

  /** Limits of a zone by dataset; empty until they were asked for once. */
  Optional<Map<String, DatasetLimits>> of(String zone) {
    return gone.contains(zone)
        ? Optional.of(nothing(zoneDatasets))
        : Optional.ofNullable(known.get(zone)).map(Known::limits);
  }

  boolean isGone(String zone) {
    return gone.contains(zone);
  }

  /** Of these zones nothing is asked, while their counters are kept; the account may be one. */
  void gone(Set<String> zones) {
    gone = Set.copyOf(zones);
  }

  Optional<Map<String, DatasetLimits>> ofAccount() {
    return gone.contains(ACCOUNT) ? Optional.of(nothing(accountDatasets)) : of(ACCOUNT);
  }

  /** Asks anew soon about everything: other credentials may be let in where the former were not. */
  void doubt() {
    doubt(List.copyOf(known.keySet()));
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
    sizes.retain(known.keySet());
  }

  /** Asks for the account's limits where they are unknown or old. */
  Future<Void> refreshAccount() {
    return accountDatasets.isEmpty() || stale(List.of(ACCOUNT)).isEmpty()
        ? Future.succeededFuture()
        : askOfAccount();
  }

  private Future<Void> askOfAccount() {
    String reader = readers.of(ACCOUNT_ANALYTICS, account, ACCOUNT, time.millis());
    var question = new Entitlements.Question(account, List.of(), List.of(), accountDatasets);
    return ask(List.of(ACCOUNT), question, reader).compose(answer -> {
      boolean refused = answer.failure().stream()
          .anyMatch(cause -> cause.refusal() instanceof Refusal.AccountNotAuthorized);
      if (refused) {
        return refused(ACCOUNT_ANALYTICS, ACCOUNT, accountDatasets, reader)
            ? askOfAccount()
            : Future.succeededFuture();
      }
      learn(ACCOUNT, answer, 1);
      return Future.succeededFuture();
    });
  }

  /** Asks for the limits of those zones of a batch that are unknown or old. */
  Future<Void> refresh(Collection<String> batch) {
    List<String> stale = stale(batch);
    return zoneDatasets.isEmpty() || stale.isEmpty() ? Future.succeededFuture() : askOfZones(stale);
  }

  /** Each credential is asked about the zones that it reads. */
  private Future<Void> askOfZones(List<String> zones) {
    Map<String, List<String>> byReader = new TreeMap<>();
    zones.forEach(zone -> byReader
        .computeIfAbsent(
            readers.of(ZONE_ANALYTICS, account, zone, time.millis()), id -> new ArrayList<>())
        .add(zone));
    List<Future<Void>> asked = new ArrayList<>();
    byReader.forEach((reader, some) ->
        sizes.groups(some).forEach(group -> asked.add(askOfZones(group, reader))));
    return Future.all(asked).mapEmpty();
  }

  private Future<Void> askOfZones(List<String> zones, String reader) {
    var question = new Entitlements.Question(account, zones, zoneDatasets, List.of());
    return ask(zones, question, reader).compose(answer -> {
      Set<String> refused = answer.refused(zones);
      List<String> again = new ArrayList<>();
      for (String zone : zones) {
        if (refused.contains(zone)) {
          if (refused(ZONE_ANALYTICS, zone, zoneDatasets, reader)) {
            again.add(zone);
          }
        } else if (refused.isEmpty() || answer.entitlements().isPresent()) {
          learn(zone, answer, zones.size());
        } else {
          again.add(zone); // refused for its neighbour's sake
        }
      }
      return again.isEmpty() ? Future.succeededFuture() : askOfZones(again);
    });
  }

  /** Whether another credential is left to ask; if not, nothing is open. */
  private boolean refused(
      Permission permission, String subject, List<String> datasets, String reader) {
    boolean left = readers.refused(permission, account, subject, reader, time.millis());
    if (!left) {
      known.put(subject, new Known(nothing(datasets), time.millis() + KEPT_MILLIS));
    }
    return left;
  }

  private static Map<String, DatasetLimits> nothing(List<String> datasets) {
    return datasets.stream()
        .collect(Collectors.toMap(dataset -> dataset, dataset -> DatasetLimits.CLOSED));
  }

  private Future<EntitlementsAsk.Answer> ask(
      List<String> subjects, Entitlements.Question question, String credential) {
    asking.addAll(subjects);
    return vertx
        .eventBus()
        .<EntitlementsAsk.Answer>request(
            EntitlementsAsk.ADDRESS, new EntitlementsAsk(credential, question), Messages.PATIENT)
        .onComplete(done -> asking.removeAll(subjects))
        .map(Message::body);
  }

  /**
   * Without an answer nothing is forbidden: a refusal of the data itself will tell. Where the
   * question itself was refused, asking again soon will not help either; where it just failed, half as
   * many are asked about together next time, so that one of them does not keep it from the others.
   */
  private void learn(String subject, EntitlementsAsk.Answer answer, int size) {
    Optional<Map<String, DatasetLimits>> told = answer
        .entitlements()
        .map(limits -> limits.limits().get(subject.isEmpty() ? account : subject));
    boolean refused =
        answer.failure().stream().anyMatch(cause -> cause.refusal().about() == About.PARTS);
    long kept = told.isPresent() || refused ? KEPT_MILLIS : RETRY_MILLIS;
    Map<String, DatasetLimits> limits = told.orElseGet(
        () -> Optional.ofNullable(known.get(subject)).map(Known::limits).orElse(Map.of()));
    known.put(subject, new Known(limits, time.millis() + kept));
    if (told.isPresent() || refused) {
      sizes.answered(subject);
    } else {
      sizes.failed(subject, size);
    }
  }

  private List<String> stale(Collection<String> subjects) {
    return subjects.stream()
        .filter(subject -> !asking.contains(subject) && !gone.contains(subject))
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
