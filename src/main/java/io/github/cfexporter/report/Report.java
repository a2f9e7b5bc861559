package io.github.cfexporter.report;

import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.runtime.Conditions;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What a node knows about its work at one moment, or what all nodes together know. All instants are
 * milliseconds since the epoch.
 *
 * @param counts in their order
 * @param accounts in the order of their ids
 * @param errors the newest first
 */
public record Report(
    long at,
    Listing listing,
    Map<Count, Long> counts,
    Collection<AccountReport> accounts,
    Pacing pacing,
    List<Telemetry.ErrorEvent> errors,
    Conditions conditions) {
  /** For so long, what a former owner knew fills the gaps of its successor's knowledge. */
  static final long KEPT_MILLIS = 120_000;

  /**
   * The latest listing of accounts.
   *
   * @param at 0 before the first
   * @param succeeded whether every credential was let in and told its accounts
   * @param problems what an operator has to mend, a sentence each
   */
  public record Listing(
      long at, boolean succeeded, List<TokenState> tokens, List<String> problems) {
    public Listing {
      tokens = List.copyOf(tokens);
      problems = List.copyOf(problems);
    }

    Listing(long at, boolean succeeded) {
      this(at, succeeded, List.of(), List.of());
    }
  }

  /**
   * How the limiter is doing.
   *
   * @param at when it was last seen here; 0 if never
   * @param waitMillis how long the latest call waited
   * @param accountBased whether accounts have GraphQL budgets of their own now
   */
  record Pacing(long at, long waitMillis, List<Budget> budgets, boolean accountBased) {
    Pacing {
      budgets = List.copyOf(budgets);
    }

    /** That of the node where the limiter was last, and the mode of any. */
    private static Pacing together(List<Pacing> nodes) {
      Pacing latest = Collections.max(nodes, Comparator.comparingLong(Pacing::at));
      boolean any = nodes.stream().anyMatch(Pacing::accountBased);
      return new Pacing(latest.at, latest.waitMillis, latest.budgets, any);
    }
  }

  /**
   * Calls of one API.
   *
   * @param history calls in use, every {@link BudgetHistory#STEP}, the oldest first
   */
  record Budget(Api api, int limit, int remaining, int waiting, List<Integer> history) {
    Budget {
      history = List.copyOf(history);
    }

    int used() {
      return Math.max(0, limit - remaining);
    }
  }

  public Report {
    counts = Collections.unmodifiableMap(counts); // handed over: there are thousands of them
    accounts = List.copyOf(accounts);
    errors = List.copyOf(errors);
  }

  /** One report of all nodes; there must be at least one. */
  static Report together(Collection<Report> nodes) {
    long at = nodes.stream().mapToLong(Report::at).max().orElseThrow();
    return new Report(
        at,
        Collections.max(
            nodes.stream().map(Report::listing).toList(), Comparator.comparingLong(Listing::at)),
        counts(nodes),
        accounts(nodes, at),
        Pacing.together(nodes.stream().map(Report::pacing).toList()),
        nodes.stream()
            .flatMap(node -> node.errors.stream())
            .sorted(Comparator.comparingLong(Telemetry.ErrorEvent::millis).reversed())
            .limit(Telemetry.RECENT)
            .toList(),
        Conditions.together(nodes.stream().map(Report::conditions).toList()));
  }

  /** What is worth a person's attention, one sentence each. */
  List<String> notices() {
    return conditions.sentences(accountIds());
  }

  /** What the settings select and no account or zone answers to, as {@code cfZones=name}. */
  Set<String> unmatched() {
    return conditions.unmatched(accountIds());
  }

  private List<String> accountIds() {
    return accounts.stream().map(AccountReport::id).toList();
  }

  /** A node that is alone has no others. */
  private static Map<Count, Long> counts(Collection<Report> nodes) {
    if (nodes.size() == 1) {
      return nodes.iterator().next().counts;
    }
    Map<Count, Long> counts = new TreeMap<>(nodes.iterator().next().counts);
    nodes.stream().skip(1).forEach(node -> Count.addAll(node.counts, counts));
    return counts;
  }

  private static List<AccountReport> accounts(Collection<Report> nodes, long now) {
    return nodes.stream()
        .flatMap(node -> node.accounts.stream())
        .filter(account -> account.at() > now - KEPT_MILLIS)
        .collect(Collectors.groupingBy(AccountReport::id, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(AccountReport::latest)
        .toList();
  }

  /** What has happened since the process began, without what merely is so now. */
  Map<Count, Long> events() {
    Map<Count, Long> events = new TreeMap<>(counts);
    events.keySet().removeIf(count -> count.subject().isState());
    return events;
  }

  /** How often something has been counted. */
  long count(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  /** Every count of a subject, by its labels. */
  void each(Count.Subject subject, BiConsumer<List<String>, Long> taker) {
    counts.forEach((count, times) -> {
      if (count.subject() == subject) {
        taker.accept(count.labels(), times);
      }
    });
  }

  /** Whether all credentials are let in, and the zones of every account could be listed. */
  boolean isUp() {
    return listing.succeeded()
        && accounts.stream().allMatch(account -> account.state().problem().isEmpty());
  }

  /** How many accounts the node collects itself, as opposed to until lately. */
  int collected() {
    return (int) accounts.stream().filter(account -> account.at() == at).count();
  }
}
