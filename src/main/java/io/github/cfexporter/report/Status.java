package io.github.cfexporter.report;

import io.github.cfexporter.report.findings.CheckReport;
import io.github.cfexporter.settings.values.RateLimitMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of the whole cluster, as the landing page shows it.
 *
 * @param at when it was taken; the page tells ages by it, not by the browser's clock
 * @param recentErrors newest first
 * @param tokens the credentials, the preferred one first
 * @param problems what an operator has to mend of credentials and permissions, a sentence each
 * @param check what {@code --check} would tell, of the exporter that runs
 * @param notices what is worth a person's attention beside what accounts and budgets tell
 */
public record Status(
    Instant at,
    String version,
    Duration uptime,
    List<Account> accounts,
    List<Budget> budgets,
    List<Problem> recentErrors,
    List<Node> nodes,
    List<Token> tokens,
    List<String> problems,
    List<String> notices,
    List<CheckReport.Section> check) {
  public Status {
    accounts = List.copyOf(accounts);
    budgets = List.copyOf(budgets);
    recentErrors = List.copyOf(recentErrors);
    nodes = List.copyOf(nodes);
    tokens = List.copyOf(tokens);
    problems = List.copyOf(problems);
    notices = List.copyOf(notices);
    check = List.copyOf(check);
  }

  /** The state without what there is to tell of credentials and notices. */
  public Status(
      Instant at,
      String version,
      Duration uptime,
      List<Account> accounts,
      List<Budget> budgets,
      List<Problem> recentErrors,
      List<Node> nodes) {
    this(
        at,
        version,
        uptime,
        accounts,
        budgets,
        recentErrors,
        nodes,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * One Cloudflare account.
   *
   * @param zonesFound before the configured filters
   * @param zonesFiltered that are left after them
   * @param zonesSkippedFree of those left, without anything that is open to them
   */
  public record Account(
      String id,
      String name,
      int zonesFound,
      int zonesFiltered,
      int zonesSkippedFree,
      List<Kind> kinds) {
    public Account {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * One query kind of one account.
   *
   * @param lagSeconds now less the watermark; empty before the first window
   * @param rows of the last answer
   * @param series exported now
   * @param capped families of zones whose latest window had more series than there was room for
   * @param sources what it asks, and for how many zones
   * @param why it is off, for people
   * @param isRest whether it reads REST resources, which are as old as their time to live lets them be
   */
  public record Kind(
      String name,
      State state,
      OptionalLong lagSeconds,
      Optional<Instant> lastSuccess,
      long rows,
      long series,
      Optional<String> lastError,
      List<Capped> capped,
      List<SourceUse> sources,
      Optional<String> why,
      boolean isRest) {
    public Kind {
      capped = List.copyOf(capped);
      sources = List.copyOf(sources);
    }
  }

  /**
   * A source of a query kind.
   *
   * @param zones that use it, or 1 for the account
   */
  public record SourceUse(String source, long zones) {}

  /**
   * A family of a zone, or of the account where that is empty, that has no room for more series.
   *
   * @param cap most series at the moment
   */
  public record Capped(String zone, String family, int cap) {
    /** Family and, if there is one, zone. */
    public String inWords() {
      return zone.isEmpty() ? family : family + " of " + zone;
    }
  }

  /** How one collection is doing. */
  public enum State {
    OK,
    /** It works, but its data is older than it should be. */
    LATE,
    /** Its last fetch failed. */
    FAILING,
    /** Its first fetch is still to come. */
    WAITING,
    /** Denied by configuration, or not part of the account's plan. */
    OFF
  }

  /**
   * Calls to one API.
   *
   * @param mode who has such a budget now: the token, or each account
   * @param limit most calls in five minutes
   * @param used in the last five minutes
   * @param waiting questions that wait for a permit
   * @param history what {@code used} was at earlier moments, the oldest first
   * @param step between two moments of the history
   */
  public record Budget(
      String api,
      RateLimitMode mode,
      int limit,
      int used,
      int waiting,
      List<Integer> history,
      Duration step) {
    public Budget {
      history = List.copyOf(history);
    }
  }

  /**
   * One credential.
   *
   * @param id beginning of a hash of the secret
   * @param status {@code active}, or in one word why it is of no use
   * @param expires empty when it never does, or that is not known
   */
  public record Token(String id, String status, Optional<Instant> expires) {}

  /** One error, as it was logged. */
  public record Problem(Instant at, String account, String kind, String code, String message) {}

  /**
   * One member of the cluster.
   *
   * @param self whether it is the one that answers
   * @param accounts how many it collects
   * @param kinds digest of the files with its user's query kinds; empty if it has not told
   */
  public record Node(String name, String address, boolean self, int accounts, String kinds) {
    /** One that has not told of its query kinds. */
    public Node(String name, String address, boolean self, int accounts) {
      this(name, address, self, accounts, "");
    }
  }
}
