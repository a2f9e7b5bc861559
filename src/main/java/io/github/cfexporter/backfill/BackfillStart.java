package io.github.cfexporter.backfill;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.MAX_SERIES;
import static io.github.cfexporter.settings.Tunables.QUERY_LIMIT;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.check.ApiCalls;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.remote.ReceiverTransport;
import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.remote.SampleLabels;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a backfill together. */
public final class BackfillStart {
  private static final Logger logger = LoggerFactory.getLogger(BackfillStart.class);

  /** Runs to the end; returns the exit code of the process, 1 where it has to be started again. */
  public static int run(
      Vertx vertx,
      Transport transport,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options,
      List<GraphqlKind> kinds) {
    try {
      of(vertx, transport, receivers, settings, options, kinds, BackfillClock.system(), System.err)
          .run();
      return 0;
    } catch (BackfillException | CloudflareException | IOException e) {
      System.err.println("the backfill has stopped; start it again to go on: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      logger.error("the backfill has failed", e);
    }
    return 1;
  }

  /**
   * A run that is ready.
   *
   * @param transport makes the calls; each has the credential's id
   * @param kinds whose counters are wanted
   * @param receivers makes the way to a receiver of remote write, by its URL
   * @param out where progress goes
   */
  public static Backfill of(
      Vertx vertx,
      Transport transport,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options,
      List<GraphqlKind> kinds,
      BackfillClock clock,
      PrintStream out) {
    CallBudget budget = budget(settings, options, clock);
    HistorySink sink = sink(vertx, receivers, settings, options, kinds);
    return new Backfill(
        options,
        new HistoryPlan(new ApiCalls(vertx, transport), budget, settings, kinds),
        new HistoryReader(
            new GraphqlClient(vertx, transport), budget, clock, settings.get(QUERY_LIMIT)),
        totals(settings, options, kinds, sink),
        sink,
        budget,
        clock,
        out);
  }

  private static HistoryTotals totals(
      Settings settings, BackfillOptions options, List<GraphqlKind> kinds, HistorySink sink) {
    List<String> labels = options.labels().isEmpty()
        ? List.copyOf(settings.get(RemoteWriteSettings.LABELS))
        : List.of(options.labels().split(","));
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
      Settings settings, BackfillOptions options, BackfillClock clock) {
    return new CallBudget(
        settings.get(GRAPHQL_QUERIES_PER_5_MINUTES),
        options
            .exporter()
            .<Supplier<OptionalInt>>map(url -> new ExporterBudget(url)::remaining)
            .orElse(OptionalInt::empty),
        clock);
  }

  private static HistorySink sink(
      Vertx vertx,
      Function<String, ReceiverTransport> receivers,
      Settings settings,
      BackfillOptions options,
      List<GraphqlKind> kinds) {
    return options
        .output()
        .<HistorySink>map(file -> new OpenMetricsFiles(
            file,
            options.from() / 86_400 != (options.to() - 1) / 86_400,
            kinds.stream().flatMap(kind -> kind.families().stream()).toList()))
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
    return new RemoteSink(receiver);
  }

  private BackfillStart() {}
}
