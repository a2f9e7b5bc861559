package io.github.cfexporter.accounts;

import static io.github.cfexporter.credentials.Permission.ACCOUNT_ANALYTICS;
import static io.github.cfexporter.credentials.Permission.ZONE_ANALYTICS;

import io.github.cfexporter.bus.EntitlementsAsk;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
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
import java.util.function.Supplier;

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
  private final Supplier<List<GraphqlKind>> kinds;
  private final Map<String, KnownLimits> known = new ConcurrentHashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final QuestionSizes sizes = new QuestionSizes();
  private volatile Set<String> gone = Set.of();

  /** @param kinds of the moment */
  LimitsBook(
      Vertx vertx, Time time, Readers readers, String account, Supplier<List<GraphqlKind>> kinds) {
    this.vertx = vertx;
    this.time = time;
    this.readers = readers;
    this.account = account;
    this.kinds = kinds;
  }

  /**
   * Limits of a zone by dataset.
   *
   * @param datasets that have to be among those asked about; empty until they were, once
   */
  Optional<Map<String, DatasetLimits>> of(String zone, Set<String> datasets) {
    return gone.contains(zone)
        ? Optional.of(KnownLimits.nothing(datasets))
        : Optional.ofNullable(known.get(zone))
            .filter(told -> told.covers(datasets))
            .map(KnownLimits::limits);
  }

  boolean isGone(String zone) {
    return gone.contains(zone);
  }

  /** Of these zones nothing is asked, while their counters are kept; the account may be one. */
  void gone(Set<String> zones) {
    gone = Set.copyOf(zones);
  }

  /** The same of the account itself. */
  Optional<Map<String, DatasetLimits>> ofAccount(Set<String> datasets) {
    return of(ACCOUNT, datasets);
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
    KnownLimits told = known.get(zone);
    return gone.contains(zone) || (told != null && told.isClosed());
  }

  /** Asks anew soon about zones whose plan has changed; what was told holds until then. */
  void doubt(Collection<String> zones) {
    zones.forEach(zone -> known.computeIfPresent(zone, (id, told) -> told.expired()));
  }

  /** Forgets zones that are gone. */
  void retain(Collection<String> zones) {
    known.keySet().removeIf(zone -> !zone.equals(ACCOUNT) && !zones.contains(zone));
    sizes.retain(known.keySet());
  }

  /** Asks for the account's limits where they are unknown or old. */
  Future<Void> refreshAccount() {
    return datasets(Scope.ACCOUNT).isEmpty() || stale(List.of(ACCOUNT)).isEmpty()
        ? Future.succeededFuture()
        : askOfAccount();
  }

  private Future<Void> askOfAccount() {
    String reader = readers.of(ACCOUNT_ANALYTICS, account, ACCOUNT, time.millis());
    Set<String> datasets = datasets(Scope.ACCOUNT);
    var question = new Entitlements.Question(account, List.of(), List.of(), List.copyOf(datasets));
    return ask(List.of(ACCOUNT), question, reader).compose(answer -> {
      boolean refused = answer.failure().stream()
          .anyMatch(cause -> cause.refusal() instanceof Refusal.AccountNotAuthorized);
      if (refused) {
        return refused(ACCOUNT_ANALYTICS, ACCOUNT, datasets, reader)
            ? askOfAccount()
            : Future.succeededFuture();
      }
      learn(ACCOUNT, datasets, answer, 1);
      return Future.succeededFuture();
    });
  }

  /** Asks for the limits of those zones of a batch that are unknown or old. */
  Future<Void> refresh(Collection<String> batch) {
    List<String> stale = stale(batch);
    return datasets(Scope.ZONE).isEmpty() || stale.isEmpty()
        ? Future.succeededFuture()
        : askOfZones(stale);
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
    Set<String> datasets = datasets(Scope.ZONE);
    var question = new Entitlements.Question(account, zones, List.copyOf(datasets), List.of());
    return ask(zones, question, reader).compose(answer -> {
      Set<String> refused = answer.refused(zones);
      List<String> again = new ArrayList<>();
      for (String zone : zones) {
        if (refused.contains(zone)) {
          if (refused(ZONE_ANALYTICS, zone, datasets, reader)) {
            again.add(zone);
          }
        } else if (refused.isEmpty() || answer.entitlements().isPresent()) {
          learn(zone, datasets, answer, zones.size());
        } else {
          again.add(zone); // refused for its neighbour's sake
        }
      }
      return again.isEmpty() ? Future.succeededFuture() : askOfZones(again);
    });
  }

  /** Whether another credential is left to ask; if not, nothing is open. */
  private boolean refused(
      Permission permission, String subject, Set<String> datasets, String reader) {
    boolean left = readers.refused(permission, account, subject, reader, time.millis());
    if (!left) {
      known.put(
          subject,
          new KnownLimits(KnownLimits.nothing(datasets), datasets, time.millis() + KEPT_MILLIS));
    }
    return left;
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
  private void learn(String subject, Set<String> asked, EntitlementsAsk.Answer answer, int size) {
    Optional<Map<String, DatasetLimits>> told = answer
        .entitlements()
        .map(limits -> limits.limits().get(subject.isEmpty() ? account : subject));
    boolean refused =
        answer.failure().stream().anyMatch(cause -> cause.refusal().about() == About.PARTS);
    long kept = told.isPresent() || refused ? KEPT_MILLIS : RETRY_MILLIS;
    Map<String, DatasetLimits> limits = told.orElseGet(
        () -> Optional.ofNullable(known.get(subject)).map(KnownLimits::limits).orElse(Map.of()));
    known.put(subject, new KnownLimits(limits, asked, time.millis() + kept));
    if (told.isPresent() || refused) {
      sizes.answered(subject);
    } else {
      sizes.failed(subject, size);
    }
  }

  /** Query kinds that have come since may have datasets that were not asked about. */
  private List<String> stale(Collection<String> subjects) {
    Set<String> ofAccount = datasets(Scope.ACCOUNT);
    Set<String> ofZones = datasets(Scope.ZONE);
    return subjects.stream()
        .filter(subject -> !asking.contains(subject) && !gone.contains(subject))
        .filter(subject -> !Optional.ofNullable(known.get(subject))
            .filter(told -> told.expires() > time.millis())
            .filter(told -> told.covers(subject.equals(ACCOUNT) ? ofAccount : ofZones))
            .isPresent())
        .toList();
  }

  private Set<String> datasets(Scope scope) {
    return KnownLimits.datasets(kinds.get(), scope);
  }
}
