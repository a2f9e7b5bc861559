package io.github.cfexporter.backfill;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.MAX_SERIES;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.QUERY_LIMIT;
import static io.github.cfexporter.settings.Tunables.REST_CALLS_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.check.ApiCalls;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.limiter.Budgets;
import io.github.cfexporter.remote.ReceiverTransport;
import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.remote.SampleLabels;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a backfill together. */
public final class BackfillStart {
  private static final Logger logger = LoggerFactory.getLogger(BackfillStart.class);

  private static final int FAILED = 1;
  private static final String STOPPED = "the backfill has stopped; start it again to go on: ";

  /**
   * Runs to the end; blocks.
   *
   * @param transport makes the calls; each has the credential's id
   * @param receivers makes the way to a receiver of remote write, by its URL
   * @param catalog kinds whose counters are wanted, and those that have no history
   * @param out takes line by line what a person is told, secrets among it perhaps
   * @return the exit code of the process: 1 where something is missing that may come when it is
   *     started again
   */
  public static int run(
      Vertx vertx,
      Transport transport,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options,
      Catalog catalog,
      Time time,
      Consumer<String> out) {
    try {
      return of(vertx, transport, receivers, settings, options, catalog, time, out)
              .run()
          ? 0
          : FAILED;
    } catch (BackfillException e) {
      out.accept(STOPPED + e.getMessage());
    } catch (IOException e) {
      out.accept(STOPPED + "a file could not be read or written: " + e);
    } catch (RuntimeException e) {
      out.accept(STOPPED + "it has failed: " + e);
      logger.error("the backfill has failed", e);
    }
    return FAILED;
  }

  private static Backfill of(
      Vertx vertx,
      Transport transport,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options,
      Catalog catalog,
      Time time,
      Consumer<String> out) {
    List<GraphqlKind> kinds = catalog.kinds();
    CallBudget budget = budget(vertx, settings, options, time);
    Transport calls = budget.over(transport);
    HistorySink sink = sink(vertx, receivers, settings, options, kinds);
    return new Backfill(
        options,
        new HistoryPlan(new ApiCalls(vertx, new PatientTransport(calls, time)), settings, catalog),
        new HistoryReader(new GraphqlClient(vertx, calls), time, settings.get(QUERY_LIMIT)),
        totals(settings, options, kinds, sink),
        sink,
        budget,
        time,
        out);
  }

  private static HistoryTotals totals(
      Settings settings, BackfillOptions options, List<GraphqlKind> kinds, HistorySink sink) {
    Set<String> labels = options.labels().isEmpty()
        ? settings.get(RemoteWriteSettings.LABELS)
        : RemoteWriteSettings.LABELS.parse(options.labels(), Origin.COMMAND_LINE);
    return new HistoryTotals(
        SampleLabels.of(settings.get(RemoteWriteSettings.PREFIX), labels),
        decimals(kinds),
        sink,
        options.step(),
        settings.get(TIME_WINDOW).toSeconds(),
        settings.get(MAX_SERIES));
  }

  private static Map<String, Integer> decimals(List<GraphqlKind> kinds) {
    Map<String, Integer> decimals = new HashMap<>();
    kinds.forEach(kind -> decimals.putAll(kind.decimals()));
    return decimals;
  }

  private static CallBudget budget(
      Vertx vertx, Settings settings, BackfillOptions options, Time time) {
    return new CallBudget(
        new Budgets(
            settings.get(GRAPHQL_QUERIES_PER_5_MINUTES), settings.get(REST_CALLS_PER_5_MINUTES)),
        options.exporter().map(url -> new ExporterBudget(vertx, url, settings)::look),
        time);
  }

  private static HistorySink sink(
      Vertx vertx,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options,
      List<GraphqlKind> kinds) {
    Set<String> denied = settings.get(METRICS_DENYLIST);
    return options
        .output()
        .<HistorySink>map(file -> new OpenMetricsFiles(
            file,
            options.from() / 86_400 != (options.to() - 1) / 86_400,
            kinds.stream()
                .flatMap(kind -> kind.families().stream())
                .filter(family -> !denied.contains(family.name()))
                .toList()))
        .orElseGet(() -> remote(vertx, receivers, settings, options));
  }

  private static HistorySink remote(
      Vertx vertx,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options) {
    Time time = Time.of(vertx);
    ReceiverVerticle receiver = RemoteWrite.receiver(
        options.remoteWrite().orElseThrow(), () -> settings, time, new Telemetry(time), receivers);
    vertx.deployVerticle(receiver).await();
    return new RemoteSink(receiver, time);
  }

  private BackfillStart() {}
}
