package io.github.cfexporter.report;

import io.github.cfexporter.bus.ZoneState;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.runtime.NodeConditions;
import io.github.cfexporter.runtime.Time;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What this node knows about its own work: counts, lags, budgets and recent errors. Written by the
 * verticles, read as a {@link Report}; safe for use by several threads.
 */
public final class Telemetry {
  static final int RECENT = 50;

  /** One error as the landing page shows it. */
  public record ErrorEvent(long millis, String account, String code, String message) {}

  /** Zones of an account that use one source of a query kind. */
  public record SourceKey(String account, String query, String source) {}

  private record ZoneKey(String account, String zone) {} // at least one window has been fetched

  private final Time time;
  private final Map<Count, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Map<Progress.Key, Progress> progress = new ConcurrentSkipListMap<>();
  private final Map<SourceKey, Map<Integer, Integer>> sources = new ConcurrentHashMap<>();
  private final Map<String, AccountState> accounts = new ConcurrentSkipListMap<>();
  private final Map<String, Long> releasedAt = new ConcurrentHashMap<>();
  private final Map<String, AccountReport> former = new ConcurrentHashMap<>();
  private final Deque<ErrorEvent> recent = new ArrayDeque<>();
  private final Set<ZoneKey> processed = ConcurrentHashMap.newKeySet();
  private final Map<String, Supplier<List<ZoneState>>> zones = new ConcurrentHashMap<>();
  private final NodeConditions conditions = new NodeConditions();
  private volatile Report.Listing listing = new Report.Listing(0, false);
  private final BudgetTelemetry budgets;
  private final LastDocuments documents;

  public Telemetry(Time time) {
    this.time = time;
    this.documents = new LastDocuments(time);
    this.budgets = new BudgetTelemetry(time, api -> counter(Count.Subject.PERMITS, api.word()));
    Arrays.stream(Refused.Reason.values())
        .forEach(reason -> counter(Count.Subject.HTTP_REFUSED, reason.word()));
  }

  /**
   * Goes on from what was told before this process began: what was counted stays counted, and what was
   * known of accounts holds until their owners of now know more.
   */
  void restore(Report told) {
    told.events().forEach((count, times) -> counter(count).add(times));
    told.accounts().forEach(account -> former.merge(account.id(), account, AccountReport::later));
  }

  /** What is in use of the budgets, and how long calls wait for them. */
  public BudgetTelemetry budgets() {
    return budgets;
  }

  /** What this node has asked last. */
  public LastDocuments documents() {
    return documents;
  }

  /** The conditions that this node works under. */
  public NodeConditions conditions() {
    return conditions;
  }

  public void error(String account, CloudflareException cause) {
    error(account, cause.code().name(), cause.getMessage());
  }

  /** A configuration was refused while the exporter runs. */
  public void configInvalid(String message) {
    error("", CloudflareException.Code.CONFIG_INVALID.name(), message);
  }

  private void error(String account, String code, String message) {
    counter(Count.Subject.ERRORS, account, code).increment();
    synchronized (recent) {
      if (recent.size() == RECENT) {
        recent.removeLast();
      }
      recent.addFirst(new ErrorEvent(time.millis(), account, code, message));
    }
  }

  /** One fetch of a query kind ended: {@code success}, {@code refused} or {@code failed}. */
  public void fetched(String query, String outcome) {
    counter(Count.Subject.FETCHES, query, outcome).increment();
  }

  /** The HTTP server refused a request or a connection. */
  public void httpRefused(String reason) {
    counter(Count.Subject.HTTP_REFUSED, reason).increment();
  }

  public void graphqlCost(long cost) {
    counter(Count.Subject.GRAPHQL_COST).add(cost);
  }

  public void account(AccountState state) {
    accounts.put(state.id(), state);
    releasedAt.remove(state.id());
  }

  /** How to tell what becomes of each zone of an account; called only when somebody looks. */
  public void zones(String account, Supplier<List<ZoneState>> told) {
    zones.put(account, told);
  }

  public Optional<List<ZoneState>> zones(String account) {
    return Optional.ofNullable(zones.get(account)).map(Supplier::get);
  }

  /** How to tell the zones of each account that is collected here. */
  public Map<String, Supplier<List<ZoneState>>> zones() {
    return Map.copyOf(zones);
  }

  public void zoneProcessed(String account, String zone) {
    processed.add(new ZoneKey(account, zone));
  }

  public void zoneGone(String account, String zone) {
    processed.remove(new ZoneKey(account, zone));
  }

  /** Another node collects the account; what is known of it here holds until that node knows more. */
  public void accountReleased(String account) {
    zones.remove(account);
    conditions.forget(account);
    releasedAt.put(account, time.millis());
  }

  public void accountGone(String account) {
    processed.removeIf(key -> key.account().equals(account));
    accounts.remove(account);
    former.remove(account);
    zones.remove(account);
    conditions.forget(account);
    releasedAt.remove(account);
    progress.keySet().removeIf(key -> key.account().equals(account));
    sources.keySet().removeIf(key -> key.account().equals(account));
  }

  /** A query kind is no longer asked for; what was counted of its errors stays counted. */
  public void kindGone(String query) {
    progress.keySet().removeIf(key -> key.query().equals(query));
    sources.keySet().removeIf(key -> key.query().equals(query));
  }

  public void sourcesGone(String query, Set<String> gone) {
    sources.keySet().removeIf(key -> key.query().equals(query) && gone.contains(key.source()));
  }

  /** How many accounts this node collects itself. */
  int collected() {
    return (int)
        accounts.keySet().stream().filter(id -> !releasedAt.containsKey(id)).count();
  }

  public void discovered(Report.Listing latest) {
    listing = latest;
  }

  /** Notes how many zones of a batch, by its number, use a source. */
  public void sourceEnabled(SourceKey key, int batch, int zones) {
    sources.computeIfAbsent(key, k -> new ConcurrentHashMap<>()).put(batch, zones);
  }

  /** Progress of one query kind for one account, made when first asked for. */
  public Progress progress(String account, String query) {
    return progress.computeIfAbsent(
        new Progress.Key(account, query),
        key -> new Progress(
            key,
            counter(Count.Subject.TRUNCATED, account, query),
            counter(Count.Subject.LOST_SECONDS, account, query),
            counter(Count.Subject.CAPPED, account, query),
            counter(Count.Subject.REFUSED_VALUES, account, query),
            counter(Count.Subject.AUDITED_SECONDS, account, query),
            counter(Count.Subject.LATE, account, query)));
  }

  /** Tells of an account twice where an earlier process did too: see {@link Report#together}. */
  Report report() {
    long now = time.millis();
    releasedAt.forEach((account, at) -> {
      if (at <= now - Report.KEPT_MILLIS) {
        accountGone(account);
      }
    });
    former.values().removeIf(account -> account.at() <= now - Report.KEPT_MILLIS);
    Map<Count, Long> counted = new LinkedHashMap<>(); // in the order of the counts
    counts.forEach((count, adder) -> counted.put(count, adder.sum()));
    Map<String, Integer> zones = new HashMap<>();
    processed.forEach(key -> zones.merge(key.account(), 1, Integer::sum));
    return new Report(
        now,
        listing,
        counted,
        Stream.concat(former.values().stream(), accounts(zones, now)).toList(),
        budgets.pacing(),
        recentErrors(),
        conditions.now());
  }

  private Stream<AccountReport> accounts(Map<String, Integer> zones, long now) {
    Map<String, List<AccountReport.Kind>> kinds = AccountReport.kinds(progress.values());
    Map<String, List<AccountReport.Source>> used = AccountReport.sources(sources);
    return accounts.values().stream()
        .map(account -> new AccountReport(
            releasedAt.getOrDefault(account.id(), now),
            account,
            zones.getOrDefault(account.id(), 0),
            kinds.getOrDefault(account.id(), List.of()),
            used.getOrDefault(account.id(), List.of())));
  }

  private List<ErrorEvent> recentErrors() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  private LongAdder counter(Count.Subject subject, String... labels) {
    return counter(Count.of(subject, labels));
  }

  /** Where somebody else counts. */
  public LongAdder counter(Count count) {
    return counts.computeIfAbsent(count, c -> new LongAdder());
  }
}
