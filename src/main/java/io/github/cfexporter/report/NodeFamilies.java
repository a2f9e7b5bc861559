package io.github.cfexporter.report;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.runtime.BuildInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state of this node and of its credentials. */
final class NodeFamilies {
  private final BuildInfo build;

  NodeFamilies(BuildInfo build) {
    this.build = build;
  }

  List<OwnFamily> all() {
    return Stream.of(work(), conditions(), cluster(), tokens())
        .flatMap(List::stream)
        .toList();
  }

  private List<OwnFamily> work() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_up",
            "Whether every credential is let in and the zones of every account could be listed.",
            OwnFamily.NO_LABELS,
            (out, labels, report, now) -> out.sample(labels, List.of(), report.isUp() ? 1L : 0L)),
        OwnFamily.gauge(
            "cloudflare_exporter_build_info",
            "Version, revision and Java runtime, always 1.",
            List.of("version", "revision", "java"),
            (out, labels, report, now) ->
                out.sample(labels, List.of(build.version(), build.revision(), build.java()), 1L)),
        OwnFamily.counter(
            "cloudflare_exporter_errors_total",
            "Calls to Cloudflare that gave no data, by account and cause.",
            List.of("account_id", "error_code"),
            NodeFamilies::errors));
  }

  private static List<OwnFamily> conditions() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_clock_skew_seconds",
            "This machine's clock less Cloudflare's, to about a second; 0 if it may be right.",
            OwnFamily.NO_LABELS,
            NodeFamilies::skew),
        OwnFamily.gauge(
            "cloudflare_exporter_database_up",
            "Whether the database that keeps the counters can be used; absent without one.",
            OwnFamily.NO_LABELS,
            (out, labels, report, now) -> report
                .conditions()
                .databaseUp()
                .ifPresent(up -> out.sample(labels, List.of(), up ? 1L : 0L))));
  }

  private static void skew(FragmentWriter out, List<String> names, Report report, long now) {
    report
        .conditions()
        .skewMillis()
        .ifPresent(millis -> out.sample(names, List.of(), millis / 1000.0));
  }

  private static List<OwnFamily> cluster() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_cluster_nodes",
            "Nodes of the cluster that see each other; absent for a node that runs alone.",
            OwnFamily.NO_LABELS,
            (out, labels, report, now) -> report
                .conditions()
                .cluster()
                .ifPresent(state -> out.sample(labels, List.of(), (long) state.nodes()))),
        OwnFamily.gauge(
            "cloudflare_exporter_cluster_safe",
            "Whether any one node may be lost, because every entry has its backup; absent for a node that runs alone.",
            OwnFamily.NO_LABELS,
            (out, labels, report, now) -> report
                .conditions()
                .cluster()
                .ifPresent(state -> out.sample(labels, List.of(), state.safe() ? 1L : 0L))));
  }

  private static List<OwnFamily> tokens() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_token_up",
            "Whether Cloudflare lets the credential in; the label is the beginning of a hash.",
            List.of("token"),
            (out, labels, report, now) -> report
                .listing()
                .tokens()
                .forEach(token ->
                    out.sample(labels, List.of(token.credential()), token.isValid() ? 1L : 0L))),
        OwnFamily.gauge(
            "cloudflare_exporter_token_expiry_timestamp_seconds",
            "When the token expires, as Unix time; absent for one that never does.",
            List.of("token"),
            (out, labels, report, now) -> report
                .listing()
                .tokens()
                .forEach(token -> token
                    .expires()
                    .ifPresent(at ->
                        out.sample(labels, List.of(token.credential()), at.getEpochSecond())))));
  }

  /** Every code of every account is there from the start at zero, so that its first error shows. */
  private static void errors(FragmentWriter out, List<String> names, Report report, long now) {
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
}
