package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.NEW_SERIES_ZERO;

import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets new series of one query kind show their values when they have been zero for long enough. First
 * the counters are told, then the series are shown: a series never begins with zero again, whichever
 * node shows it next.
 */
final class NewSeries {
  private static final Logger logger = LoggerFactory.getLogger(NewSeries.class);

  /** A scrape that was to see the zero may be a little late. */
  private static final long SLACK_MILLIS = 500;

  private static final long TRY_AGAIN_MILLIS = 5_000;

  /** The setting may become shorter meanwhile. */
  private static final long LOOK_MILLIS = 60_000;

  private final String query;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Showing showing;

  /** Shows the values of series. */
  @FunctionalInterface
  interface Showing {
    /** Shows those of windows that end up to a second, see {@link Retention#shownTo}. */
    void show(AccountBatch batch, SourceZone sourceZone, long second);
  }

  NewSeries(String query, NodeContext nodeContext, Showing showing) {
    this.query = query;
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.counters = nodeContext.member().counters();
    this.showing = showing;
  }

  /**
   * What a window says about new series where the counters are kept.
   *
   * @param end of the window, in seconds since the epoch
   * @return see {@link Retention#shownTo}
   */
  long shownTo(AccountBatch batch, SourceZone sourceZone, long end) {
    long hold = holdMillis();
    return hold == 0 ? end : batch.held().noteAlong(sourceZone, hold, time.steadyMillis());
  }

  /**
   * A window has been added where the counters are kept.
   *
   * @param kept as it was for these
   * @return as it is for what is shown
   */
  Retention added(AccountBatch batch, SourceZone sourceZone, long end, Retention kept) {
    batch.held().noted(sourceZone, kept.shownTo());
    return kept.showing(kept.shownTo() < end ? 0 : kept.shownTo());
  }

  /**
   * A batch is shown.
   *
   * @param held ends of the windows that brought series which are zero in it, by source and zone
   */
  void shown(AccountBatch batch, Map<SourceZone, Set<Integer>> held) {
    batch.held().shown(held, time.steadyMillis());
    plan(batch, SLACK_MILLIS);
  }

  private void plan(AccountBatch batch, long least) {
    batch.held().oldest().ifPresent(oldest -> {
      if (batch.planShowing()) {
        long wait = oldest + holdMillis() - time.steadyMillis() + SLACK_MILLIS;
        time.after(Math.max(least, Math.min(wait, LOOK_MILLIS)), () -> showDue(batch));
      }
    });
  }

  private void showDue(AccountBatch batch) {
    batch.showingHeld();
    if (batch.isRetired()) {
      return;
    }
    List<HeldSeries.Due> all = batch.held().due(holdMillis(), time.steadyMillis());
    for (HeldSeries.Due due : all) {
      if (due.noted()) {
        showing.show(batch, due.sourceZone(), due.to());
      } else {
        note(batch, due);
      }
    }
    plan(batch, all.isEmpty() ? SLACK_MILLIS : TRY_AGAIN_MILLIS);
  }

  private void note(AccountBatch batch, HeldSeries.Due due) {
    batch
        .cursor(due.sourceZone())
        .filter(cursor -> !cursor.needsLookUp()) // others may have shown them already
        .ifPresent(cursor -> {
          Version known = cursor.known();
          cursor.showing(due.to());
          note(batch, due, known);
        });
  }

  private void note(AccountBatch batch, HeldSeries.Due due, Version known) {
    counters
        .show(due.sourceZone(), due.to(), known)
        .onSuccess(done -> {
          batch.held().noted(due.sourceZone(), due.to());
          showing.show(batch, due.sourceZone(), due.to());
        })
        .onFailure(cause -> logger.warn(
            "new series stay at zero for a while longer: query={} cause=\"{}\"",
            query,
            cause.getMessage()));
  }

  /** How long a series is held; 0 for not at all. */
  private long holdMillis() {
    return settings.get().get(NEW_SERIES_ZERO).toMillis();
  }
}
