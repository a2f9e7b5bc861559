package io.github.cfexporter.report;

import static io.github.cfexporter.catalog.MetricType.COUNTER;
import static io.github.cfexporter.catalog.MetricType.GAUGE;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.runtime.BuildInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The families that tell how the exporter itself is doing, rendered when a scrape asks. */
public final class OwnFamilies {
  private static final List<String> NO_LABELS = List.of();

  /** A family and how its samples are written. */
  private record Own(Family family, Samples samples) {}

  /** Writes the samples of a family. */
  private interface Samples {
    void write(FragmentWriter out, List<String> labels, Report report, long now);
  }

  private final BuildInfo build;
  private final List<Own> all = new ArrayList<>();

  public OwnFamilies(BuildInfo build) {
    this.build = build;
    declareState();
    declareCluster();
    declareTokens();
    declareAccounts();
    declareProgress();
    declareCalls();
    declareServer();
  }

  /** In the order they are served. */
  public List<Family> families() {
    return all.stream().map(Own::family).toList();
  }

  /**
   * Renders all of them.
   *
   * @param now seconds since the epoch
   */
  public Fragment render(Report report, long now) {
    FragmentWriter writer = new FragmentWriter();
    for (Own own : all) {
      writer.family(own.family().name());
      own.samples().write(writer, own.family().labels(), report, now);
    }
    return writer.finish();
  }

  private void declareState() {
    declare(
        "cloudflare_exporter_up",
        GAUGE,
        "Whether every credential is let in and the zones of every account could be listed.",
        NO_LABELS,
        (out, labels, report, now) -> out.sample(labels, List.of(), report.isUp() ? 1L : 0L));
    declare(
        "cloudflare_exporter_build_info",
        GAUGE,
        "Version, revision and Java runtime, always 1.",
        List.of("version", "revision", "java"),
        (out, labels, report, now) ->
            out.sample(labels, List.of(build.version(), build.revision(), build.java()), 1L));
    declare(
        "cloudflare_exporter_errors_total",
        COUNTER,
        "Calls to Cloudflare that gave no data, by account and cause.",
        List.of("account_id", "error_code"),
        this::errors);
    declare(
        "cloudflare_exporter_clock_skew_seconds",
        GAUGE,
        "This machine's clock less Cloudflare's, to about a second; 0 if it may be right.",
        NO_LABELS,
        OwnFamilies::skew);
    declare(
        "cloudflare_exporter_database_up",
        GAUGE,
        "Whether the database that keeps the counters can be used; absent without one.",
        NO_LABELS,
        (out, labels, report, now) -> report
            .conditions()
            .databaseUp()
            .ifPresent(up -> out.sample(labels, List.of(), up ? 1L : 0L)));
  }

  private static void skew(FragmentWriter out, List<String> names, Report report, long now) {
    report
        .conditions()
        .skewMillis()
        .ifPresent(millis -> out.sample(names, List.of(), millis / 1000.0));
  }

  private void declareCluster() {
    declare(
        "cloudflare_exporter_cluster_nodes",
        GAUGE,
        "Nodes of the cluster that see each other; absent for a node that runs alone.",
        NO_LABELS,
        (out, labels, report, now) -> report
            .conditions()
            .cluster()
            .ifPresent(state -> out.sample(labels, List.of(), (long) state.nodes())));
    declare(
        "cloudflare_exporter_cluster_safe",
        GAUGE,
        "Whether any one node may be lost, because every entry has its backup; absent for a node that runs alone.",
        NO_LABELS,
        (out, labels, report, now) -> report
            .conditions()
            .cluster()
            .ifPresent(state -> out.sample(labels, List.of(), state.safe() ? 1L : 0L)));
  }

  private void declareTokens() {
    declare(
        "cloudflare_exporter_token_up",
        GAUGE,
        "Whether Cloudflare lets the credential in; the label is the beginning of a hash.",
        List.of("token"),
        (out, labels, report, now) -> report
            .listing()
            .tokens()
            .forEach(token ->
                out.sample(labels, List.of(token.credential()), token.isValid() ? 1L : 0L)));
    declare(
        "cloudflare_exporter_token_expiry_timestamp_seconds",
        GAUGE,
        "When the token expires, as Unix time; absent for one that never does.",
        List.of("token"),
        (out, labels, report, now) -> report
            .listing()
            .tokens()
            .forEach(token -> token
                .expires()
                .ifPresent(
                    at -> out.sample(labels, List.of(token.credential()), at.getEpochSecond()))));
  }

  /** Every code of every account is there from the start at zero, so that its first error shows. */
  private void errors(FragmentWriter out, List<String> names, Report report, long now) {
    Map<List<String>, Long> counts =
        new TreeMap<>(Comparator.<List<String>, String>comparing(values -> values.get(0))
            .thenComparing(values -> values.get(1)));
    counts.put(List.of("", CloudflareException.Code.CONFIG_INVALID.name()), 0L);
    for (AccountReport account : report.accounts()) {
      for (CloudflareException.Code code : CloudflareException.Code.values()) {
        counts.put(List.of(account.id(), code.name()), 0L);
      }
    }
    report.each(Count.Subject.ERRORS, counts::put);
    counts.forEach((values, count) -> out.sample(names, values, count));
  }

  private void declareAccounts() {
    number("cloudflare_accounts", "Accounts that are collected.", account -> 1);
    number(
        "cloudflare_zones",
        "Zones that the token sees, before filters.",
        account -> account.state().zones());
    number(
        "cloudflare_zones_filtered",
        "Zones that the configured filters leave.",
        account -> account.state().filtered());
    number(
        "cloudflare_zones_processed",
        "Zones of which at least one window has been fetched.",
        AccountReport::processed);
    number(
        "cloudflare_zones_skipped_free_tier",
        "Zones of which no analytics are collected, because nothing that is collected is open to them.",
        account -> account.state().free());
  }

  private void declareProgress() {
    List<String> labels = List.of("account", "query");
    declare(
        "cloudflare_exporter_lag_seconds",
        GAUGE,
        "Now less the oldest watermark: how old the exported data is. Idle sources count from the time they are to be asked again.",
        labels,
        eachKind((out, names, values, kind, now) -> kind.watermark()
            .ifPresent(seconds -> out.sample(names, values, Math.max(0, now - seconds)))));
    declare(
        "cloudflare_exporter_last_success_timestamp_seconds",
        GAUGE,
        "When a window or resource was last fetched, as Unix time.",
        labels,
        eachKind((out, names, values, kind, now) -> {
          if (kind.lastSuccess() > 0) {
            out.sample(names, values, kind.lastSuccess() / 1000.0);
          }
        }));
    declare(
        "cloudflare_exporter_truncated_total",
        COUNTER,
        "Windows whose page was full and could not be split further.",
        labels,
        ofEachKind(Count.Subject.TRUNCATED));
    declare(
        "cloudflare_exporter_lost_seconds_total",
        COUNTER,
        "Seconds of zones that were given up: no longer to be had, or the answer stayed damaged.",
        labels,
        ofEachKind(Count.Subject.LOST_SECONDS));
    declare(
        "cloudflare_exporter_capped_families",
        GAUGE,
        "Metrics of zones, each counted, whose latest window had more series than there is room for.",
        labels,
        eachKind((out, names, values, kind, now) ->
            out.sample(names, values, (long) kind.capped().size())));
    declare(
        "cloudflare_exporter_capped_label_sets_total",
        COUNTER,
        "Label sets of windows that found no room and were counted under other; gauges, left out.",
        labels,
        ofEachKind(Count.Subject.CAPPED));
    declare(
        "cloudflare_exporter_refused_values_total",
        COUNTER,
        "Values that no counter takes: negative, with a fraction, or too large.",
        labels,
        ofEachKind(Count.Subject.REFUSED_VALUES));
    declare(
        "cloudflare_exporter_series",
        GAUGE,
        "Series served, by query kind.",
        List.of("query"),
        OwnFamilies::series);
    declare(
        "cloudflare_exporter_source_enabled",
        GAUGE,
        "Zones (or 1 for the account) that use a source of a query kind.",
        List.of("account", "query", "source"),
        OwnFamilies::sources);
  }

  private void declareCalls() {
    declare(
        "cloudflare_exporter_fetches_total",
        COUNTER,
        "Sources fetched for a zone, by query kind and outcome.",
        List.of("query", "outcome"),
        (out, names, report, now) -> report.each(
            Count.Subject.FETCHES, (values, count) -> out.sample(names, values, count)));
    declare(
        "cloudflare_exporter_permits_issued_total",
        COUNTER,
        "Calls that were let out to Cloudflare.",
        List.of("api"),
        (out, names, report, now) -> report.each(
            Count.Subject.PERMITS, (values, count) -> out.sample(names, values, count)));
    declare(
        "cloudflare_exporter_permit_wait_seconds",
        GAUGE,
        "How long the latest call waited for its permit.",
        NO_LABELS,
        (out, names, report, now) ->
            out.sample(names, List.of(), report.pacing().waitMillis() / 1000.0));
    declare(
        "cloudflare_exporter_api_budget_remaining",
        GAUGE,
        "Calls that may still leave in the current 5 minutes.",
        List.of("api"),
        (out, names, report, now) -> report
            .pacing()
            .budgets()
            .forEach(budget ->
                out.sample(names, List.of(budget.api().word()), (long) budget.remaining())));
    declare(
        "cloudflare_exporter_rate_limit_mode",
        GAUGE,
        "Whose GraphQL budget holds now: 1 for token or for account, 0 for the other.",
        List.of("mode"),
        (out, names, report, now) -> {
          boolean accountBased = report.pacing().accountBased();
          out.sample(names, List.of("token"), accountBased ? 0L : 1L);
          out.sample(names, List.of("account"), accountBased ? 1L : 0L);
        });
    declare(
        "cloudflare_exporter_graphql_cost_total",
        COUNTER,
        "What Cloudflare charged for GraphQL queries, in its own undocumented unit.",
        NO_LABELS,
        (out, names, report, now) ->
            out.sample(names, List.of(), report.count(Count.of(Count.Subject.GRAPHQL_COST))));
  }

  private void declareServer() {
    declare(
        "cloudflare_exporter_http_refused_total",
        COUNTER,
        "Requests and connections that the HTTP server refused.",
        List.of("reason"),
        (out, names, report, now) -> report.each(
            Count.Subject.HTTP_REFUSED, (values, count) -> out.sample(names, values, count)));
  }

  private static void series(FragmentWriter out, List<String> names, Report report, long now) {
    Map<String, Long> byQuery = new TreeMap<>();
    report
        .accounts()
        .forEach(account ->
            account.kinds().forEach(kind -> byQuery.merge(kind.query(), kind.series(), Long::sum)));
    byQuery.forEach((query, series) -> out.sample(names, List.of(query), series));
  }

  private static void sources(FragmentWriter out, List<String> names, Report report, long now) {
    for (AccountReport account : report.accounts()) {
      account
          .sources()
          .forEach(source -> out.sample(
              names,
              List.of(account.state().label(), source.query(), source.source()),
              source.zones()));
    }
  }

  private interface KindSamples {
    void write(
        FragmentWriter out,
        List<String> labels,
        List<String> values,
        AccountReport.Kind kind,
        long now);
  }

  private static Samples eachKind(KindSamples samples) {
    return (out, names, report, now) -> {
      for (AccountReport account : report.accounts()) {
        for (AccountReport.Kind kind : account.kinds()) {
          samples.write(out, names, List.of(account.state().label(), kind.query()), kind, now);
        }
      }
    };
  }

  private static Samples ofEachKind(Count.Subject subject) {
    return (out, names, report, now) -> {
      for (AccountReport account : report.accounts()) {
        for (AccountReport.Kind kind : account.kinds()) {
          out.sample(
              names,
              List.of(account.state().label(), kind.query()),
              report.count(Count.of(subject, account.id(), kind.query())));
        }
      }
    };
  }

  private void number(String name, String help, ToLongFunction<AccountReport> of) {
    declare(
        name,
        GAUGE,
        help,
        NO_LABELS,
        (out, labels, report, now) -> out.sample(
            labels, List.of(), report.accounts().stream().mapToLong(of).sum()));
  }

  private void declare(
      String name, MetricType type, String help, List<String> labels, Samples samples) {
    all.add(new Own(new Family(name, type, help, labels), samples));
  }
}
