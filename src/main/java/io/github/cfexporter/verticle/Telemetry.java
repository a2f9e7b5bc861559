package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.verticle.http.Status;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What this node knows about its own work: counts, lags, budgets and recent errors. Written by the
 * verticles, read by {@code /metrics} and the landing page; safe for use by several threads.
 */
public final class Telemetry {
  private static final int RECENT = 50;

  /** Errors of one account; the account is empty where a call is about none. */
  public record ErrorKey(String account, String code) {}

  /** Fetches of one query kind that ended alike: {@code success}, {@code refused}, {@code failed}. */
  public record FetchKey(String query, String outcome) {}

  /** Zones of an account that use one source of a query kind. */
  public record SourceKey(String account, String query, String source) {}

  /** A zone of which at least one window has been fetched. */
  record ZoneKey(String account, String zone) {}

  /** One error as the landing page shows it. */
  public record ErrorEvent(long millis, String account, String code, String message) {}

  /** State of one budget. */
  public record BudgetState(int limit, int remaining, int waiting) {
    int used() {
      return Math.max(0, limit - remaining);
    }
  }

  /** How an account's zones were sorted. */
  public record AccountState(
      String id, String label, String name, int zones, int filtered, int free, String problem) {}

  private final Time time;
  private final Map<ErrorKey, LongAdder> errors = sorted(ErrorKey::account, ErrorKey::code);
  private final Map<FetchKey, LongAdder> fetches = sorted(FetchKey::query, FetchKey::outcome);
  private final Map<Progress.Key, Progress> progress =
      sorted(Progress.Key::account, Progress.Key::query);
  private final Map<SourceKey, Map<Integer, Integer>> sources = new ConcurrentHashMap<>();
  private final Map<Api, LongAdder> permits = new ConcurrentHashMap<>();
  private final Map<Api, BudgetState> budgets = new ConcurrentHashMap<>();
  private final Map<String, AccountState> accounts = new ConcurrentSkipListMap<>();
  private final Deque<ErrorEvent> recent = new ArrayDeque<>();
  private final java.util.Set<ZoneKey> processed = ConcurrentHashMap.newKeySet();
  private final BudgetHistory history = new BudgetHistory();
  private final Map<String, Supplier<List<Status.Zone>>> zones = new ConcurrentHashMap<>();
  private final LongAdder graphqlCost = new LongAdder();
  private volatile long lastWaitMillis;
  private volatile boolean discovered;

  public Telemetry(Time time) {
    this.time = time;
    for (Api api : Api.values()) {
      permits.put(api, new LongAdder());
    }
  }

  void error(String account, CloudflareException cause) {
    error(account, cause.code().name(), cause.getMessage());
  }

  /** A configuration was refused while the exporter runs. */
  void configInvalid(String message) {
    error("", CloudflareException.Code.CONFIG_INVALID.name(), message);
  }

  private void error(String account, String code, String message) {
    errors.computeIfAbsent(new ErrorKey(account, code), key -> new LongAdder()).increment();
    synchronized (recent) {
      if (recent.size() == RECENT) {
        recent.removeLast();
      }
      recent.addFirst(new ErrorEvent(time.millis(), account, code, message));
    }
  }

  void fetched(String query, String outcome) {
    fetches
        .computeIfAbsent(new FetchKey(query, outcome), key -> new LongAdder())
        .increment();
  }

  void permitIssued(Api api, long waitedMillis) {
    permits.get(api).increment();
    lastWaitMillis = waitedMillis;
  }

  void budget(Api api, int limit, int remaining, int waiting) {
    budgets.put(api, new BudgetState(limit, remaining, waiting));
  }

  /** Notes what is in use of each budget now; call it once every {@link BudgetHistory#STEP}. */
  void sampleBudgets() {
    budgets.forEach((api, state) -> history.add(api, state.used()));
  }

  BudgetHistory history() {
    return history;
  }

  /** The limiter is not here, so others know. */
  void noBudgets() {
    budgets.clear();
  }

  void graphqlCost(long cost) {
    graphqlCost.add(cost);
  }

  void account(AccountState state) {
    accounts.put(state.id(), state);
  }

  /** How to tell what becomes of each zone of an account; called only when somebody looks. */
  void zones(String account, Supplier<List<Status.Zone>> told) {
    zones.put(account, told);
  }

  Optional<List<Status.Zone>> zones(String account) {
    return Optional.ofNullable(zones.get(account)).map(Supplier::get);
  }

  void zoneProcessed(String account, String zone) {
    processed.add(new ZoneKey(account, zone));
  }

  void zoneGone(String account, String zone) {
    processed.remove(new ZoneKey(account, zone));
  }

  void accountGone(String account) {
    processed.removeIf(key -> key.account().equals(account));
    accounts.remove(account);
    zones.remove(account);
    progress.keySet().removeIf(key -> key.account().equals(account));
    sources.keySet().removeIf(key -> key.account().equals(account));
  }

  /** Whether the latest listing of accounts succeeded. */
  void discovered(boolean succeeded) {
    discovered = succeeded;
  }

  /**
   * Notes how many zones of a batch use a source.
   *
   * @param part number of the batch
   */
  void sourceEnabled(SourceKey key, int part, int zones) {
    sources.computeIfAbsent(key, k -> new ConcurrentHashMap<>()).put(part, zones);
  }

  /** Progress of one query kind for one account, made when first asked for. */
  Progress progress(String account, String query) {
    return progress.computeIfAbsent(new Progress.Key(account, query), Progress::new);
  }

  /** Zones of which at least one window has been fetched. */
  public int zonesProcessed() {
    return processed.size();
  }

  public boolean isDiscovered() {
    return discovered;
  }

  public Map<ErrorKey, LongAdder> errors() {
    return errors;
  }

  public Map<FetchKey, LongAdder> fetches() {
    return fetches;
  }

  public Map<Api, LongAdder> permits() {
    return permits;
  }

  public Map<Api, BudgetState> budgets() {
    return budgets;
  }

  /** Zones by batch. */
  public Map<SourceKey, Map<Integer, Integer>> sources() {
    return sources;
  }

  public Collection<Progress> progress() {
    return progress.values();
  }

  public Map<String, AccountState> accounts() {
    return accounts;
  }

  public long costSpent() {
    return graphqlCost.sum();
  }

  public long lastWaitMillis() {
    return lastWaitMillis;
  }

  /** The newest errors, newest first. */
  public List<ErrorEvent> recentErrors() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  private static <K, V> Map<K, V> sorted(
      java.util.function.Function<K, String> first, java.util.function.Function<K, String> second) {
    return new ConcurrentSkipListMap<>(Comparator.comparing(first).thenComparing(second));
  }
}
