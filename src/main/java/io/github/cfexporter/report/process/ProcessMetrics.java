package io.github.cfexporter.report.process;

import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.config.ReloadState;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.runtime.StandardProcessMetrics;
import io.github.cfexporter.runtime.ThreadCounts;
import io.github.cfexporter.runtime.VertxFiles;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Metrics of the JVM, the process and Vert.x, in a registry of their own: Cloudflare's series never
 * go there, for a registry is slow with many series.
 */
public final class ProcessMetrics {
  /** Names that {@code promtool check metrics} objects to; others tell the same. */
  private static final List<String> MISNAMED = List.of("process.cpu.time", "system.cpu.count");

  /** From a small document to the longest that is waited for. */
  private static final List<Duration> CALLS = Stream.of(
          100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
      .map(Duration::ofMillis)
      .toList();

  /** From an answer that is in memory to a scrape of very many series. */
  private static final List<Duration> ANSWERS = Stream.of(10, 100, 500, 1000, 5000, 10_000, 30_000)
      .map(Duration::ofMillis)
      .toList();

  /** How Vert.x names the time from a request's first byte to its answer's last. */
  private static final String HTTP_SERVER = "vertx.http.server.response.time";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final VertxOptions options = options();
  private final VertxBuilder vertx =
      Vertx.builder().withMetrics(new MicrometerMetricsFactory(registry));

  private ProcessMetrics() {}

  public static ProcessMetrics create() {
    ProcessMetrics metrics = new ProcessMetrics();
    MISNAMED.forEach(
        name -> metrics.registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
    metrics.registry.config().meterFilter(new HistogramOf(HTTP_SERVER, ANSWERS));
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new JvmInfoMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new StandardProcessMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(metrics.registry));
    bindForLife(metrics.registry);
    return metrics;
  }

  /**
   * Makes a Vert.x whose own metrics go into the registry.
   *
   * @param busPort where messages of other nodes arrive, if there are any; 0 for any that is free
   */
  public VertxBuilder vertx(int busPort) {
    options.getEventBusOptions().setPort(busPort);
    return vertx.with(options);
  }

  /** Sends by a transport, and measures how long each call takes, by API. */
  public Transport timed(Transport transport) {
    Map<Api, Timer> timers = new EnumMap<>(Api.class);
    for (Api api : Api.values()) {
      timers.put(
          api,
          Timer.builder("cloudflare.exporter.api.request.duration")
              .tag("api", api.word())
              .description(
                  "How long calls to Cloudflare took, from sending one to its whole answer or its failure.")
              .serviceLevelObjectives(CALLS.toArray(Duration[]::new))
              .register(registry));
    }
    return new TimedTransport(transport, registry.config().clock(), timers);
  }

  /** Adds whether the configuration on disk is the one that holds. */
  public void reloads(ReloadState reloads) {
    Gauge.builder(
            "cloudflare.exporter.config.last.reload.successful",
            reloads,
            state -> state.isSuccessful() ? 1 : 0)
        .description("Whether every file of the configuration was taken over as it is now.")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "cloudflare.exporter.config.last.reload.success.timestamp",
            reloads,
            state -> state.takenAt() / 1000.0)
        .baseUnit("seconds")
        .description(
            "When values of a file of the configuration were last taken over, as Unix time.")
        .strongReference(true)
        .register(registry);
  }

  private static VertxOptions options() {
    MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
        .setEnabled(true)
        .addDisabledMetricsCategory(
            MetricsDomain.EVENT_BUS) // our own families tell what it carries
        .setLabels(
            EnumSet.of(Label.HTTP_METHOD, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME));
    ThreadCounts threads = ThreadCounts.of(Runtime.getRuntime().availableProcessors());
    return new VertxOptions()
        .setEventLoopPoolSize(threads.eventLoops())
        .setWorkerPoolSize(threads.workers())
        .setMetricsOptions(metrics)
        .setFileSystemOptions(VertxFiles.none());
  }

  /** Every metric, in the format of the scrape. */
  public byte[] text(Format format) {
    return registry.scrape(format.contentType()).getBytes(StandardCharsets.UTF_8);
  }

  /** The collector listens to notifications for as long as the process lives. */
  @SuppressWarnings("resource")
  private static void bindForLife(PrometheusMeterRegistry registry) {
    new JvmGcMetrics().bindTo(registry);
  }
}
