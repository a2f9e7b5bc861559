package io.github.cfexporter.report;

import io.github.cfexporter.exposition.FragmentWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How far each query kind of each account has come, and what of its data is missing. */
final class ProgressFamilies {
  private static final List<String> LABELS = List.of("account", "query");
  private static final List<String> STATES = List.of("ok", "failing", "waiting", "off");

  static List<OwnFamily> all() {
    return Stream.of(freshness(), List.of(collections()), losses(), audits(), series())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OwnFamily> freshness() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_lag_seconds",
            "Now less the oldest watermark: how old the exported data is. Idle sources count from the time they are to be asked again.",
            LABELS,
            eachKind((out, names, values, kind, now) -> kind.watermark()
                .ifPresent(seconds -> out.sample(names, values, Math.max(0, now - seconds))))),
        OwnFamily.gauge(
            "cloudflare_exporter_last_success_timestamp_seconds",
            "When a window or resource was last fetched, as Unix time.",
            LABELS,
            eachKind((out, names, values, kind, now) -> {
              if (kind.lastSuccess() > 0) {
                out.sample(names, values, kind.lastSuccess() / 1000.0);
              }
            })),
        OwnFamily.gauge(
            "cloudflare_exporter_window_seconds",
            "Width of the latest window counted, of the source and zone where it was widest. It grows while calls are short.",
            LABELS,
            eachKind((out, names, values, kind, now) -> {
              if (kind.window() > 0) {
                out.sample(names, values, kind.window());
              }
            })));
  }

  private static OwnFamily collections() {
    return OwnFamily.gauge(
        "cloudflare_exporter_collections",
        "Query kinds of accounts by state: ok, failing, waiting for their first fetch, or off.",
        List.of("state"),
        (out, names, report, now) -> {
          Map<String, Long> byState = new TreeMap<>();
          STATES.forEach(state -> byState.put(state, 0L));
          report
              .accounts()
              .forEach(account ->
                  account.kinds().forEach(kind -> byState.merge(state(kind), 1L, Long::sum)));
          byState.forEach((state, count) -> out.sample(names, List.of(state), count));
        });
  }

  private static String state(AccountReport.Kind kind) {
    if (kind.off()) {
      return "off";
    }
    if (!kind.lastError().isEmpty()) {
      return "failing";
    }
    return kind.lastSuccess() == 0 ? "waiting" : "ok";
  }

  private static List<OwnFamily> losses() {
    return List.of(
        OwnFamily.counter(
            "cloudflare_exporter_truncated_total",
            "Windows whose page was full and could not be split further.",
            LABELS,
            ofEachKind(Count.Subject.TRUNCATED)),
        OwnFamily.counter(
            "cloudflare_exporter_lost_seconds_total",
            "Seconds of zones that were given up: no longer to be had, or the answer stayed damaged.",
            LABELS,
            ofEachKind(Count.Subject.LOST_SECONDS)),
        OwnFamily.gauge(
            "cloudflare_exporter_capped_families",
            "Metrics of zones, each counted, whose latest window had more series than there is room for.",
            LABELS,
            eachKind((out, names, values, kind, now) ->
                out.sample(names, values, (long) kind.capped().size()))),
        OwnFamily.counter(
            "cloudflare_exporter_capped_label_sets_total",
            "Label sets of windows that found no room and were counted under other; gauges, left out.",
            LABELS,
            ofEachKind(Count.Subject.CAPPED)),
        OwnFamily.counter(
            "cloudflare_exporter_refused_values_total",
            "Values that no counter takes: negative, with a fraction, or too large.",
            LABELS,
            ofEachKind(Count.Subject.REFUSED_VALUES)));
  }

  private static List<OwnFamily> audits() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_audit_ratio",
            "What was counted of the latest audited hour over what Cloudflare tells of it now: 1 is exact.",
            LABELS,
            eachKind((out, names, values, kind, now) ->
                kind.audit().ratio().ifPresent(ratio -> out.sample(names, values, ratio)))),
        OwnFamily.counter(
            "cloudflare_exporter_audited_seconds_total",
            "Seconds of sources and zones that were compared with what Cloudflare tells an hour later.",
            LABELS,
            ofEachKind(Count.Subject.AUDITED_SECONDS)),
        OwnFamily.counter(
            "cloudflare_exporter_audit_late_total",
            "Things that came after their window was read, as audits have found; raise scrapeDelaySeconds.",
            LABELS,
            ofEachKind(Count.Subject.LATE)));
  }

  private static List<OwnFamily> series() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_series",
            "Series served, by query kind.",
            List.of("query"),
            ProgressFamilies::series),
        OwnFamily.gauge(
            "cloudflare_exporter_source_enabled",
            "Zones (or 1 for the account) that use a source of a query kind.",
            List.of("account", "query", "source"),
            ProgressFamilies::sources));
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

  private static OwnFamily.Samples eachKind(KindSamples samples) {
    return (out, names, report, now) -> {
      for (AccountReport account : report.accounts()) {
        for (AccountReport.Kind kind : account.kinds()) {
          samples.write(out, names, List.of(account.state().label(), kind.query()), kind, now);
        }
      }
    };
  }

  private static OwnFamily.Samples ofEachKind(Count.Subject subject) {
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

  private ProgressFamilies() {}
}
