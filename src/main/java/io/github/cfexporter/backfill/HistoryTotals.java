package io.github.cfexporter.backfill;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.Minute;
import io.github.cfexporter.counting.MinuteTotals;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.remote.SampleLabels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The totals of history so far, and the samples that each minute makes of them. */
final class HistoryTotals {
  private static final long MILLIS = 1_000;

  private final Map<SourceZone, Totals> totals = new HashMap<>();
  private final SampleLabels labels;
  private final Map<String, Integer> decimals;
  private final HistorySink sink;
  private final long step;
  private final long usual;
  private final int mostSeries;

  /**
   * Nothing is counted yet.
   *
   * @param decimals how many digits of counters stand behind the point, by family
   * @param step seconds from one sample of a series to the next
   * @param usual seconds that a gauge which is a number of things is told for
   */
  HistoryTotals(
      SampleLabels labels,
      Map<String, Integer> decimals,
      HistorySink sink,
      long step,
      long usual,
      int mostSeries) {
    this.labels = labels;
    this.decimals = decimals;
    this.sink = sink;
    this.step = step;
    this.usual = usual;
    this.mostSeries = mostSeries;
  }

  Map<SourceZone, Totals> all() {
    return totals;
  }

  /** Adds a window of one zone, minute by minute, and hands out the samples. */
  void add(HistoryUnit unit, HistoryZone zone, Window window, Delta delta) throws IOException {
    SourceZone key = new SourceZone(unit.accountId(), unit.kind(), unit.forms().name(), zone.id());
    Totals counters = totals.computeIfAbsent(key, k -> Totals.startingAt(window.from()));
    Map<String, Map<List<String>, SampleLabels.OfFamily>> known = new HashMap<>();
    long begin = window.from();
    long width = Horizon.step(unit.forms().granularity().toSeconds(), usual);
    for (Minute minute : delta.per(width, window).minutes()) {
      Retention kept = new Retention(0, mostSeries)
          .with(new JournalTerms(begin, Long.MAX_VALUE, Map.of("backfill", begin)));
      counters.add(
          counters.watermark(), new Window(begin, minute.end()), new Delta(List.of(minute)), kept);
      MinuteTotals at = MinuteTotals.after(minute.end() - 1, counters).orElseThrow();
      Samples samples = new Samples(unit, zone, known);
      at.zeros(samples.shown(decimals));
      if (minute.end() % step == 0) {
        at.values(samples.shown(decimals));
      }
      samples.write();
      begin = minute.end();
    }
  }

  /** Values of one minute as samples. */
  private final class Samples implements MinuteTotals.Values {
    private final HistoryUnit unit;
    private final HistoryZone zone;
    private final Map<String, Map<List<String>, SampleLabels.OfFamily>> known;
    private final TreeMap<Long, List<RemoteSample>> byTime = new TreeMap<>();

    Samples(
        HistoryUnit unit,
        HistoryZone zone,
        Map<String, Map<List<String>, SampleLabels.OfFamily>> known) {
      this.unit = unit;
      this.zone = zone;
      this.known = known;
    }

    @Override
    public void value(String family, List<String> own, String key, double value, long second) {
      boolean ofAccount = zone.id().isEmpty();
      SampleLabels.OfFamily writer = known
          .computeIfAbsent(family, f -> new HashMap<>())
          .computeIfAbsent(
              own,
              o -> labels.of(
                  family,
                  ofAccount ? List.of("account") : List.of("zone", "account"),
                  ofAccount ? List.of(unit.account()) : List.of(zone.label(), unit.account()),
                  own));
      byTime
          .computeIfAbsent(second, s -> new ArrayList<>())
          .add(new RemoteSample(writer.of(key), second * MILLIS, value));
    }

    void write() throws IOException {
      for (List<RemoteSample> samples : byTime.values()) {
        for (RemoteSample sample : samples) {
          sink.sample(sample);
        }
      }
    }
  }
}
