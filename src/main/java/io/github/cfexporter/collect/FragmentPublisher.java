package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.CREATED_TIMESTAMPS;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.config.PerSettings;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.TopValues;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.remote.SampleLabels;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what one query kind has counted. Series are touched and rendered by a worker, in the order of
 * the calls; whatever changes within a moment is rendered once.
 */
final class FragmentPublisher {
  private static final Logger logger = LoggerFactory.getLogger(FragmentPublisher.class);
  private static final long RENDER_DELAY_MILLIS = 200;
  private static final long TAKE_OVER_MILLIS = 30_000;

  private record Rendered(
      Fragment fragment,
      Map<String, Version> versions,
      Map<SourceZone, Set<Integer>> held,
      boolean forgot) {}

  private final GraphqlKind kind;
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Fragments fragments;
  private final Telemetry telemetry;
  private final NewSeries newSeries;
  private final long writer;
  private final Supplier<List<String>> families;

  FragmentPublisher(GraphqlKind kind, NodeContext nodeContext, Telemetry telemetry) {
    this.kind = kind;
    this.vertx = nodeContext.vertx();
    this.settings = nodeContext.settings();
    this.families = new PerSettings<>(settings, now -> new KindTerms(now).served(kind));
    this.time = nodeContext.time();
    this.fragments = nodeContext.member().fragments();
    this.telemetry = telemetry;
    this.writer = nodeContext.member().counters().writer();
    this.newSeries = new NewSeries(kind.name(), nodeContext, this::show);
  }

  /** Which new series are shown as zero. */
  NewSeries newSeries() {
    return newSeries;
  }

  /** Shows stored totals in place of what was shown before. */
  void load(AccountBatch batch, SourceZone sourceZone, Totals totals) {
    change(batch, nothing(series -> {
      series.load(sourceZone, totals);
      batch.sender().ifPresent(sender -> sender.loaded(sourceZone, totals));
    }));
  }

  /**
   * Shows a window that has been added to the counters.
   *
   * @param dropped is told how many gauges found no room, by family
   */
  void add(
      SourceUpdate update,
      Asked.Fetched fetched,
      Retention kept,
      Consumer<Map<String, Integer>> dropped) {
    SourceZone sourceZone = update.cursor().sourceZone();
    long resumed = update.request().watermark();
    change(update.batch(), series -> {
          Map<String, Integer> capped =
              series.add(sourceZone, resumed, fetched.window(), fetched.delta(), kept, writer);
          update.batch().sender().ifPresent(sender -> sender.added(sourceZone));
          return capped;
        })
        .onSuccess(dropped::accept);
  }

  /** Shows the values of series that windows up to a second have brought. */
  void show(AccountBatch batch, SourceZone sourceZone, long second) {
    change(batch, nothing(series -> series.show(sourceZone, second)));
  }

  /** Forgets families of a source in a zone. */
  void drop(AccountBatch batch, SourceZone sourceZone, Set<String> families) {
    change(batch, nothing(series -> series.drop(sourceZone, families)));
  }

  /** Forgets gauges that are too old: a graph shows a gap then, and not a value that was true once. */
  void dropGauges(AccountBatch batch, Set<SourceZone> sourceZones) {
    if (!sourceZones.isEmpty()) {
      change(batch, nothing(series -> series.dropGauges(sourceZones)));
    }
  }

  /** Forgets a source in a zone altogether. */
  void drop(AccountBatch batch, SourceZone sourceZone) {
    change(batch, nothing(series -> series.drop(sourceZone)));
  }

  private static Function<BatchSeries, Void> nothing(Consumer<BatchSeries> change) {
    return series -> {
      change.accept(series);
      return null;
    };
  }

  private <T> Future<T> change(AccountBatch batch, Function<BatchSeries, T> change) {
    return vertx
        .executeBlocking(() -> change.apply(batch.series()))
        .onSuccess(done -> {
          refresh(batch);
          batch.sender().ifPresent(MinuteSender::wake);
        })
        .onFailure(
            cause -> logger.error("series could not be updated: query={}", kind.name(), cause));
  }

  /** What a window adds, with no more values of labels than they may have. */
  Future<Delta> kept(SourceUpdate update, Delta delta) {
    TopValues top = new TopValues(update.forms().first().source());
    BatchSeries series = update.batch().series();
    return top.isEmpty()
        ? Future.succeededFuture(delta)
        : vertx.executeBlocking(
            () -> top.kept(delta, series.totals(update.cursor().sourceZone())));
  }

  /** Renders soon. */
  void refresh(AccountBatch batch) {
    if (batch.planRender()) {
      time.after(RENDER_DELAY_MILLIS, () -> render(batch));
    }
  }

  /** Takes an account that is gone out of the output. */
  void remove(AccountBatch batch) {
    batch
        .retire(all -> true)
        .onFailure(
            cause -> logger.error("series could not be ended: query={}", kind.name(), cause));
    fragments.remove(key(batch));
  }

  /** Names of the families that are served, in the order of the catalog. */
  List<String> families() {
    return families.get();
  }

  /** How samples of a batch are written under the names of the moment. */
  SampleWriter writer(AccountBatch batch, SampleLabels labels) {
    Map<String, String> zones = new HashMap<>();
    batch.shown().forEach(zone -> zones.put(zone.zone(), zone.label()));
    return new SampleWriter(
        batch.account().label(), zones, Set.copyOf(families()), kind.decimals(), labels);
  }

  private void render(AccountBatch batch) {
    batch.rendering();
    List<String> families = families();
    List<String> sources = kind.sources().stream().map(Source::name).toList();
    List<BatchSeries.Shown> shown = batch.shown();
    Set<String> zones = shown.stream().map(BatchSeries.Shown::zone).collect(Collectors.toSet());
    String label = batch.account().label();
    vertx
        .executeBlocking(() -> {
          boolean forgot = batch.series().retain(zones);
          Fragment fragment = batch
              .series()
              .render(label, shown, sources, families, settings.get().get(CREATED_TIMESTAMPS));
          return new Rendered(
              fragment, batch.series().versions(), batch.series().held(), forgot);
        })
        .onSuccess(rendered -> publish(batch, rendered))
        .onFailure(
            cause -> logger.error("series could not be rendered: query={}", kind.name(), cause));
  }

  private void publish(AccountBatch batch, Rendered rendered) {
    if (rendered.forgot()) {
      batch.sender().ifPresent(MinuteSender::wake);
    }
    if (!batch.isRetired() && mayShow(batch)) {
      batch.showing();
      fragments.put(key(batch), rendered.fragment(), rendered.versions());
      newSeries.shown(batch, rendered.held());
      telemetry
          .progress(batch.account().id(), kind.name())
          .series(batch.batch(), rendered.fragment().series());
    }
  }

  /** What a former owner has rendered stays until it can be replaced without a gap. */
  private boolean mayShow(AccountBatch batch) {
    long patience =
        TAKE_OVER_MILLIS + 2 * settings.get().get(METRIC_REFRESH_INTERVAL).toMillis();
    return batch.isShown()
        || !fragments.has(key(batch))
        || batch.isFresh()
        || (batch.isLoaded() && time.millis() > batch.since() + patience);
  }

  private FragmentKey key(AccountBatch batch) {
    return new FragmentKey(batch.account().id(), kind.name(), batch.batch());
  }
}
