package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.MAX_SERIES;
import static io.github.cfexporter.settings.Tunables.SERIES_TTL;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.gateway.document.WindowPolicy;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import java.util.function.Supplier;

/** What holds for a window that was fetched, as the settings are at the moment. */
final class WindowTerms {
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final NewSeries newSeries;
  private final RemoteWrite remote;

  WindowTerms(NodeContext nodeContext, NewSeries newSeries, RemoteWrite remote) {
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.counters = nodeContext.member().counters();
    this.newSeries = newSeries;
    this.remote = remote;
  }

  /** Width of a window while nothing is late, in seconds. */
  long usual(SourceUpdate update) {
    return Horizon.step(update.granularity(), settings.get().get(TIME_WINDOW).toSeconds());
  }

  /**
   * How much later than windows usually come its next one may be, in seconds: an idle source is as fresh
   * as its next window will make it, until that is overdue.
   */
  long patience(SourceUpdate update) {
    return policy().patience(update.cursor().isIdle(), horizon(update));
  }

  /** See {@link WindowPolicy#gaugesEnd}. */
  long gaugesEnd(SourceUpdate update, long windowEnd) {
    return policy().gaugesEnd(windowEnd, update.cursor().isIdle(), horizon(update));
  }

  /** The same for the stored and the shown copy, but for what is shown already. */
  Retention kept(SourceUpdate update, long windowEnd) {
    Settings now = settings.get();
    long ttl = now.get(SERIES_TTL).toSeconds();
    SourceZone sourceZone = update.cursor().sourceZone();
    Retention kept = new Retention(
        ttl == 0 ? 0 : Math.max(0, windowEnd - ttl),
        counters.mostSeries(now.get(MAX_SERIES)),
        newSeries.shownTo(update.batch(), sourceZone, windowEnd));
    return update
        .batch()
        .sender()
        .map(sender -> kept.with(new JournalTerms(
            windowEnd - remote.maxAgeSeconds(),
            remote.mostBytes(sourceZone),
            sender.sent(sourceZone))))
        .orElse(kept);
  }

  private Horizon horizon(SourceUpdate update) {
    return policy().horizon(update.forms().granularity(), update.request().limits());
  }

  private WindowPolicy policy() {
    return new WindowPolicy(settings.get(), time.seconds());
  }
}
