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
import io.github.cfexporter.remote.HttpReceiverTransport;
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
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
      Settings settings,
      BackfillOptions options,
      List<GraphqlKind> kinds) {
    try {
      of(vertx, transport, settings, options, kinds, BackfillClock.system(), System.err)
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
   * @param out where progress goes
   */
  public static Backfill of(
      Vertx vertx,
      Transport transport,
      Settings settings,
      BackfillOptions options,
      List<GraphqlKind> kinds,
      BackfillClock clock,
      PrintStream out) {
    CallBudget budget = budget(settings, options, clock);
    HistorySink sink = sink(vertx, settings, options, kinds);
    List<String> labels = options.labels().isEmpty()
        ? List.copyOf(settings.get(RemoteWriteSettings.LABELS))
        : List.of(options.labels().split(","));
    return new Backfill(
        options,
        new HistoryPlan(new ApiCalls(vertx, transport), budget, settings, kinds),
        new HistoryReader(
            new GraphqlClient(vertx, transport), budget, clock, settings.get(QUERY_LIMIT)),
        new HistoryTotals(
            SampleLabels.of(settings.get(RemoteWriteSettings.PREFIX), labels),
            decimals(kinds),
            sink,
            options.step(),
            settings.get(TIME_WINDOW).toSeconds(),
            settings.get(MAX_SERIES)),
        sink,
        budget,
        clock,
        out);
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
      Vertx vertx, Settings settings, BackfillOptions options, List<GraphqlKind> kinds) {
    return options
        .output()
        .<HistorySink>map(file -> new OpenMetricsFiles(
            file,
            options.from() / 86_400 != (options.to() - 1) / 86_400,
            kinds.stream().flatMap(kind -> kind.families().stream()).toList()))
        .orElseGet(() -> remote(vertx, settings, options));
  }

  private static HistorySink remote(Vertx vertx, Settings settings, BackfillOptions options) {
    Time time = Time.of(vertx);
    URI url = URI.create(options.remoteWrite().orElseThrow());
    ReceiverVerticle receiver = RemoteWrite.receiver(
        url.toString(),
        () -> settings,
        time,
        new Telemetry(time),
        name -> new HttpReceiverTransport(vertx, url, authorities(settings)));
    vertx.deployVerticle(receiver).await();
    return new RemoteSink(receiver);
  }

  private static Optional<java.nio.file.Path> authorities(Settings settings) {
    return settings.get(RemoteWriteSettings.CA_FILE);
  }

  private BackfillStart() {}
}
