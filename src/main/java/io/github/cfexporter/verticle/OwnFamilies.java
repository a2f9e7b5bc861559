package io.github.cfexporter.verticle;

import static io.github.cfexporter.catalog.MetricType.COUNTER;
import static io.github.cfexporter.catalog.MetricType.GAUGE;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.limiter.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** The families that tell how the exporter itself is doing, rendered when a scrape asks. */
public final class OwnFamilies {
  private static final List<String> NO_LABELS = List.of();

  /** A family and how its samples are written. */
  private record Own(Family family, BiConsumer<FragmentWriter, List<String>> samples) {}

  private final Telemetry telemetry;
  private final Time time;
  private final BuildInfo build;
  private final List<Own> all = new ArrayList<>();

  public OwnFamilies(Telemetry telemetry, Time time, BuildInfo build) {
    this.telemetry = telemetry;
    this.time = time;
    this.build = build;
    declareState();
    declareAccounts();
    declareProgress();
    declareCalls();
  }

  /** In the order they are served. */
  public List<Family> families() {
    return all.stream().map(Own::family).toList();
  }

  public Fragment render() {
    FragmentWriter writer = new FragmentWriter();
    for (Own own : all) {
      writer.family(own.family().name());
      own.samples().accept(writer, own.family().labels());
    }
    return writer.finish();
  }

  private void declareState() {
    declare(
        "cloudflare_exporter_up",
        GAUGE,
        "Whether the latest listing of accounts succeeded.",
        NO_LABELS,
        (out, labels) -> out.sample(labels, List.of(), telemetry.isDiscovered() ? 1L : 0L));
    declare(
        "cloudflare_exporter_build_info",
        GAUGE,
        "Version and Java runtime, always 1.",
        List.of("version", "java"),
        (out, labels) -> out.sample(labels, List.of(build.version(), build.java()), 1L));
    declare(
        "cloudflare_exporter_errors_total",
        COUNTER,
        "Calls to Cloudflare that gave no data, by account and cause.",
        List.of("account_id", "error_code"),
        this::errors);
  }

  /** Every code of every account is there from the start at zero, so that its first error shows. */
  private void errors(FragmentWriter out, List<String> names) {
    Map<List<String>, Long> counts = new java.util.LinkedHashMap<>();
    for (String account : telemetry.accounts().keySet()) {
      for (CloudflareException.Code code : CloudflareException.Code.values()) {
        counts.put(List.of(account, code.name()), 0L);
      }
    }
    telemetry
        .errors()
        .forEach((key, count) -> counts.put(List.of(key.account(), key.code()), count.sum()));
    counts.forEach((values, count) -> out.sample(names, values, count));
  }

  private void declareAccounts() {
    number("cloudflare_accounts", "Accounts that are collected.", state -> 1);
    number(
        "cloudflare_zones",
        "Zones that the token sees, before filters.",
        Telemetry.AccountState::zones);
    number(
        "cloudflare_zones_filtered",
        "Zones that the configured filters leave.",
        Telemetry.AccountState::filtered);
    declare(
        "cloudflare_zones_processed",
        GAUGE,
        "Zones of which at least one window has been fetched.",
        NO_LABELS,
        (out, labels) -> out.sample(labels, List.of(), (long) telemetry.zonesProcessed()));
    number(
        "cloudflare_zones_skipped_free_tier",
        "Zones left out of GraphQL query kinds because they are on the Free plan.",
        Telemetry.AccountState::free);
  }

  private void declareProgress() {
    List<String> labels = List.of("account", "query");
    declare(
        "cloudflare_exporter_lag_seconds",
        GAUGE,
        "Now less the oldest watermark: how old the exported data is.",
        labels,
        (out, names) -> telemetry
            .progress()
            .forEach(p -> p.oldestWatermark()
                .ifPresent(seconds -> out.sample(names, of(p), time.seconds() - seconds))));
    declare(
        "cloudflare_exporter_last_success_timestamp_seconds",
        GAUGE,
        "When a window or resource was last fetched, as Unix time.",
        labels,
        (out, names) -> telemetry.progress().stream()
            .filter(p -> p.lastSuccessMillis() > 0)
            .forEach(p -> out.sample(names, of(p), p.lastSuccessMillis() / 1000.0)));
    declare(
        "cloudflare_exporter_truncated_total",
        COUNTER,
        "Windows whose page was full and could not be split further.",
        labels,
        (out, names) ->
            telemetry.progress().forEach(p -> out.sample(names, of(p), p.truncatedFetches())));
    declare(
        "cloudflare_exporter_lost_seconds_total",
        COUNTER,
        "Seconds of zones that were given up because they can no longer be fetched.",
        labels,
        (out, names) ->
            telemetry.progress().forEach(p -> out.sample(names, of(p), p.lostSeconds())));
    declare(
        "cloudflare_exporter_series",
        GAUGE,
        "Series served, by query kind.",
        List.of("query"),
        this::series);
    declare(
        "cloudflare_exporter_source_enabled",
        GAUGE,
        "Zones (or 1 for the account) that use a source of a query kind.",
        List.of("account", "query", "source"),
        this::sources);
  }

  private void declareCalls() {
    declare(
        "cloudflare_exporter_fetches_total",
        COUNTER,
        "Sources fetched for a zone, by query kind and outcome.",
        List.of("query", "outcome"),
        (out, names) -> telemetry
            .fetches()
            .forEach((key, count) ->
                out.sample(names, List.of(key.query(), key.outcome()), count.sum())));
    declare(
        "cloudflare_exporter_permits_issued_total",
        COUNTER,
        "Calls that were let out to Cloudflare.",
        List.of("api"),
        (out, names) -> inOrder(
            telemetry.permits(),
            (api, count) -> out.sample(names, List.of(api.word()), count.sum())));
    declare(
        "cloudflare_exporter_permit_wait_seconds",
        GAUGE,
        "How long the latest call waited for its permit.",
        NO_LABELS,
        (out, names) -> out.sample(names, List.of(), telemetry.lastWaitMillis() / 1000.0));
    declare(
        "cloudflare_exporter_api_budget_remaining",
        GAUGE,
        "Calls that may still leave in the current 5 minutes.",
        List.of("api"),
        (out, names) -> inOrder(
            telemetry.budgets(),
            (api, state) -> out.sample(names, List.of(api.word()), (long) state.remaining())));
    declare(
        "cloudflare_exporter_graphql_cost_total",
        COUNTER,
        "What Cloudflare charged for GraphQL queries, in its own undocumented unit.",
        NO_LABELS,
        (out, names) -> out.sample(names, List.of(), telemetry.costSpent()));
  }

  private void series(FragmentWriter out, List<String> names) {
    Map<String, Long> byQuery = new java.util.TreeMap<>();
    telemetry.progress().forEach(p -> byQuery.merge(p.key().query(), (long) p.series(), Long::sum));
    byQuery.forEach((query, series) -> out.sample(names, List.of(query), series));
  }

  private void sources(FragmentWriter out, List<String> names) {
    telemetry
        .sources()
        .forEach((key, parts) -> out.sample(
            names,
            List.of(label(key.account()), key.query(), key.source()),
            parts.values().stream().mapToLong(Integer::longValue).sum()));
  }

  private void number(String name, String help, ToLongFunction<Telemetry.AccountState> of) {
    declare(
        name,
        GAUGE,
        help,
        NO_LABELS,
        (out, labels) -> out.sample(
            labels,
            List.of(),
            telemetry.accounts().values().stream().mapToLong(of).sum()));
  }

  private void declare(
      String name,
      MetricType type,
      String help,
      List<String> labels,
      BiConsumer<FragmentWriter, List<String>> samples) {
    all.add(new Own(new Family(name, type, help, labels), samples));
  }

  private static <V> void inOrder(Map<Api, V> map, BiConsumer<Api, V> each) {
    for (Api api : Api.values()) {
      if (map.containsKey(api)) {
        each.accept(api, map.get(api));
      }
    }
  }

  private List<String> of(Progress progress) {
    return List.of(label(progress.key().account()), progress.key().query());
  }

  /** The account's label, as its other series have it. */
  private String label(String account) {
    Telemetry.AccountState state = telemetry.accounts().get(account);
    return state == null ? account : state.label();
  }
}
