package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_HOST;
import static io.github.cfexporter.settings.Tunables.MAX_SERIES;

import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.report.AccountReport;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes known which families of which zones of one query kind have more series than there is room for. */
final class CappedSeries {
  private static final Logger logger = LoggerFactory.getLogger(CappedSeries.class);
  private static final long DAY_MILLIS = 86_400_000;

  private final String query;
  private final Time time;
  private final Telemetry telemetry;
  private final Supplier<Settings> settings;

  /** When each was logged last, in milliseconds since the epoch. */
  private final Map<Place, Long> logged = new HashMap<>();

  private record Place(String account, String zone, String family) {}

  CappedSeries(String query, Time time, Telemetry telemetry, Supplier<Settings> settings) {
    this.query = query;
    this.time = time;
    this.telemetry = telemetry;
    this.settings = settings;
  }

  /**
   * Notes what became of the counters of a window, in place of what was noted of the window before.
   *
   * @param labelSets how many found no room, by family; empty when all did
   */
  void note(SourceUpdate update, Retention kept, Map<String, Integer> labelSets) {
    progress(update).uncapped(update.cursor().name());
    noteMore(update, kept, labelSets);
  }

  /** Notes other families of the same window. */
  void noteMore(SourceUpdate update, Retention kept, Map<String, Integer> labelSets) {
    if (labelSets.isEmpty()) {
      return;
    }
    update.cursor().forgetKeys(); // else they would be held there alone
    Progress progress = progress(update);
    labelSets.forEach((family, some) -> {
      progress.capped(
          update.cursor().name(),
          new AccountReport.Capped(update.zoneLabel(), family, kept.mostSeries()),
          some);
      log(update, kept, family, some);
    });
  }

  private void log(SourceUpdate update, Retention kept, String family, int labelSets) {
    long now = time.millis();
    logged.values().removeIf(at -> at <= now - DAY_MILLIS);
    Place place = new Place(update.account(), update.request().zone(), family);
    if (logged.putIfAbsent(place, now) == null) {
      logger
          .atWarn()
          .setMessage("a metric has more series than there is room for;"
              + " what is new is counted in series with the label value other")
          .addKeyValue("query", query)
          .addKeyValue("account", update.account())
          .addKeyValue("zone", update.zoneLabel())
          .addKeyValue("metric", family)
          .addKeyValue("cap", kept.mostSeries())
          .addKeyValue("label_sets", labelSets)
          .addKeyValue("todo", advice(kept))
          .log();
    }
  }

  private String advice(Retention kept) {
    Settings now = settings.get();
    String less = now.get(EXCLUDE_HOST)
        ? "deny the metric with metricsDenylist"
        : "set excludeHost, deny the metric with metricsDenylist";
    return kept.mostSeries() < now.get(MAX_SERIES)
        ? "the heap is nearly full of series: give the process more memory, " + less
        : less + ", or raise " + MAX_SERIES.name() + " if the series are wanted";
  }

  private Progress progress(SourceUpdate update) {
    return telemetry.progress(update.account(), query);
  }
}
