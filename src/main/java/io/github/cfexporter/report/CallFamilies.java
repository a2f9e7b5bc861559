package io.github.cfexporter.report;

import java.util.List;
import java.util.stream.Stream;

/** Calls to Cloudflare, the budgets that they use, and how those are served who want the data. */
final class CallFamilies {
  static List<OwnFamily> all() {
    return Stream.of(calls(), budgets(), server(), remoteWrite())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OwnFamily> calls() {
    return List.of(
        OwnFamily.counter(
            "cloudflare_exporter_fetches_total",
            "Sources fetched for a zone, by query kind and outcome.",
            List.of("query", "outcome"),
            Count.Subject.FETCHES),
        OwnFamily.counter(
            "cloudflare_exporter_permits_issued_total",
            "Calls that were let out to Cloudflare.",
            List.of("api"),
            Count.Subject.PERMITS),
        OwnFamily.gauge(
            "cloudflare_exporter_permit_wait_seconds",
            "How long the latest call waited for its permit.",
            OwnFamily.NO_LABELS,
            (out, names, report, now) ->
                out.sample(names, List.of(), report.pacing().waitMillis() / 1000.0)));
  }

  private static List<OwnFamily> budgets() {
    return List.of(
        OwnFamily.gauge(
            "cloudflare_exporter_api_budget_remaining",
            "Calls that may still leave in the current 5 minutes.",
            List.of("api"),
            (out, names, report, now) -> report
                .pacing()
                .budgets()
                .forEach(budget ->
                    out.sample(names, List.of(budget.api().word()), (long) budget.remaining()))),
        OwnFamily.gauge(
            "cloudflare_exporter_api_budget_limit",
            "Calls that may leave in any 5 minutes.",
            List.of("api"),
            (out, names, report, now) -> report
                .pacing()
                .budgets()
                .forEach(budget ->
                    out.sample(names, List.of(budget.api().word()), (long) budget.limit()))),
        mode(),
        OwnFamily.counter(
            "cloudflare_exporter_graphql_cost_total",
            "What Cloudflare charged for GraphQL queries, in its own undocumented unit.",
            OwnFamily.NO_LABELS,
            (out, names, report, now) ->
                out.sample(names, List.of(), report.count(Count.of(Count.Subject.GRAPHQL_COST)))));
  }

  private static OwnFamily mode() {
    return OwnFamily.gauge(
        "cloudflare_exporter_rate_limit_mode",
        "Whose GraphQL budget holds now: 1 for token or for account, 0 for the other.",
        List.of("mode"),
        (out, names, report, now) -> {
          boolean accountBased = report.pacing().accountBased();
          out.sample(names, List.of("token"), accountBased ? 0L : 1L);
          out.sample(names, List.of("account"), accountBased ? 1L : 0L);
        });
  }

  private static List<OwnFamily> server() {
    return List.of(OwnFamily.counter(
        "cloudflare_exporter_http_refused_total",
        "Requests and connections that the HTTP server refused.",
        List.of("reason"),
        Count.Subject.HTTP_REFUSED));
  }

  private static List<OwnFamily> remoteWrite() {
    return List.of(
        OwnFamily.counter(
            "cloudflare_exporter_remote_write_samples_total",
            "Samples for a receiver of remote write: sent, refused by it, or dropped unsent.",
            List.of("endpoint", "outcome"),
            Count.Subject.REMOTE_SAMPLES),
        OwnFamily.gauge(
            "cloudflare_exporter_remote_write_pending_samples",
            "Samples that wait for a receiver.",
            List.of("endpoint"),
            (out, names, report, now) -> report.each(
                Count.Subject.REMOTE_PENDING,
                (labels, samples) -> out.sample(names, labels, samples))),
        OwnFamily.gauge(
            "cloudflare_exporter_remote_write_newest_timestamp_seconds",
            "Time of the newest sample that a receiver has taken, as Unix time.",
            List.of("endpoint"),
            (out, names, report, now) -> report.each(Count.Subject.REMOTE_NEWEST, (labels, at) -> {
              if (at > 0) {
                out.sample(names, labels, at);
              }
            })));
  }

  private CallFamilies() {}
}
