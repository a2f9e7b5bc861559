package io.github.cfexporter.report;

import io.github.cfexporter.report.findings.Audit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a node knows about an account that it collects, or has collected until lately.
 *
 * @param at until when it collects it, in milliseconds since the epoch
 * @param processed zones of which at least one window has been fetched
 */
public record AccountReport(
    long at,
    AccountState state,
    int processed,
    Collection<Kind> kinds,
    Collection<Source> sources) {

  /**
   * One query kind.
   *
   * @param watermark the oldest, in seconds since the epoch
   * @param lastSuccess milliseconds since the epoch; 0 before the first
   * @param capped families of zones whose latest window had more series than there was room for
   * @param audit the latest of each source and zone
   * @param window width of the widest of the latest windows, in seconds; 0 before the first
   */
  record Kind(
      String query,
      OptionalLong watermark,
      long lastSuccess,
      long rows,
      long series,
      String lastError,
      boolean off,
      List<Capped> capped,
      Audit audit,
      long window) {
    Kind {
      capped = List.copyOf(capped);
    }

    /** One of which no window was counted, let alone audited. */
    Kind(
        String query,
        OptionalLong watermark,
        long lastSuccess,
        long rows,
        long series,
        String lastError,
        boolean off,
        List<Capped> capped) {
      this(query, watermark, lastSuccess, rows, series, lastError, off, capped, Audit.NONE, 0);
    }

    static Kind of(Progress progress) {
      return new Kind(
          progress.key().query(),
          progress.oldestWatermark(),
          progress.lastSuccessMillis(),
          progress.rows(),
          progress.series(),
          progress.lastError(),
          progress.isDisabled(),
          progress.capped(),
          progress.audit(),
          progress.widestWindow());
    }

    private boolean hasBegun() {
      return off || lastSuccess > 0;
    }
  }

  /**
   * A family that has no room for more series in a zone.
   *
   * @param zone as it is shown; empty for a family of the account
   * @param cap most series at that moment
   */
  public record Capped(String zone, String family, int cap) {}

  /** How many zones use a source of a query kind. */
  record Source(String query, String source, long zones) {
    /** @param use how many zones use it, by the number of their batch */
    static Source of(Map.Entry<Telemetry.SourceKey, Map<Integer, Integer>> use) {
      long zones =
          use.getValue().values().stream().mapToLong(Integer::longValue).sum();
      return new Source(use.getKey().query(), use.getKey().source(), zones);
    }

    private String name() {
      return query + "\0" + source;
    }
  }

  public AccountReport {
    kinds = List.copyOf(kinds);
    sources = List.copyOf(sources);
  }

  String id() {
    return state.id();
  }

  /** The latest audits of all query kinds of some accounts. */
  static Audit audit(Collection<AccountReport> accounts) {
    return Audit.together(accounts.stream()
        .flatMap(account -> account.kinds().stream())
        .map(Kind::audit)
        .toList());
  }

  AccountReport later(AccountReport other) {
    return other.at > at ? other : this;
  }

  /**
   * What several nodes know of the same account. The latest owner knows best, but of a kind that it
   * has not got round to yet the former one knows more.
   */
  static AccountReport latest(Collection<AccountReport> reports) {
    List<AccountReport> oldestFirst = new ArrayList<>(reports);
    oldestFirst.sort(Comparator.comparingLong(AccountReport::at));
    TreeMap<String, Kind> kinds = new TreeMap<>();
    TreeMap<String, Source> sources = new TreeMap<>();
    int processed = 0;
    for (AccountReport report : oldestFirst) {
      report.kinds.forEach(kind ->
          kinds.merge(kind.query(), kind, (known, later) -> later.hasBegun() ? later : known));
      report.sources.forEach(source -> sources.put(source.name(), source));
      processed = Math.max(processed, report.processed);
    }
    AccountReport newest = oldestFirst.get(oldestFirst.size() - 1);
    return new AccountReport(newest.at, newest.state, processed, kinds.values(), sources.values());
  }

  /** The query kinds by the account. */
  static Map<String, List<Kind>> kinds(Collection<Progress> progress) {
    return progress.stream()
        .collect(Collectors.groupingBy(
            one -> one.key().account(), Collectors.mapping(Kind::of, Collectors.toList())));
  }

  /**
   * The sources by the account.
   *
   * @param zones how many use each, by the number of their batch
   */
  static Map<String, List<Source>> sources(Map<Telemetry.SourceKey, Map<Integer, Integer>> zones) {
    return zones.entrySet().stream()
        .collect(Collectors.groupingBy(
            use -> use.getKey().account(), Collectors.mapping(Source::of, Collectors.toList())));
  }
}
