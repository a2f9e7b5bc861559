package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.NEW_SERIES_ZERO;

import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
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

  private final String query;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Showing showing;

  /** Shows the values of series. */
  @FunctionalInterface
  interface Showing {
    /** @param second see {@link Retention#shownTo} */
    void show(AccountBatch batch, SourceZone place, long second);
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
  long shownTo(AccountBatch batch, SourceZone place, long end) {
    long hold = holdMillis();
    return hold == 0 ? end : batch.held().noteAlong(place, hold, time.steadyMillis());
  }

  /**
   * A window has been added where the counters are kept.
   *
   * @param kept as it was for these
   * @return as it is for what is shown
   */
  Retention added(AccountBatch batch, SourceZone place, long end, Retention kept) {
    batch.held().noted(place, kept.shownTo());
    return new Retention(
        kept.idleBefore(), kept.mostSeries(), kept.shownTo() < end ? 0 : kept.shownTo());
  }

  /**
   * A batch is shown.
   *
   * @param held ends of the windows that brought series which are zero in it, by place
   */
  void shown(AccountBatch batch, Map<SourceZone, Set<Integer>> held) {
    batch.held().shown(held, time.steadyMillis());
    plan(batch);
  }

  private void plan(AccountBatch batch) {
    batch.held().oldest().ifPresent(oldest -> {
      if (batch.planShowing()) {
        long wait = oldest + holdMillis() - time.steadyMillis();
        time.after(Math.max(wait, 0) + SLACK_MILLIS, () -> showDue(batch));
      }
    });
  }

  private void showDue(AccountBatch batch) {
    batch.showingHeld();
    if (batch.isRetired()) {
      return;
    }
    for (HeldSeries.Due due : batch.held().due(holdMillis(), time.steadyMillis())) {
      if (due.noted()) {
        showing.show(batch, due.place(), due.to());
      } else {
        note(batch, due);
      }
    }
  }

  private void note(AccountBatch batch, HeldSeries.Due due) {
    counters
        .show(due.place(), due.to())
        .onSuccess(done -> {
          batch.held().noted(due.place(), due.to());
          showing.show(batch, due.place(), due.to());
        })
        .onFailure(cause -> {
          logger.warn(
              "new series stay at zero for a while longer: query={} cause=\"{}\"",
              query,
              cause.getMessage());
          time.after(TRY_AGAIN_MILLIS, () -> plan(batch));
        });
  }

  /** How long a series is held; 0 for not at all. */
  private long holdMillis() {
    Settings now = settings.get();
    long least = now.get(NEW_SERIES_ZERO).toMillis();
    return least == 0 ? 0 : Math.max(least, now.get(METRIC_REFRESH_INTERVAL).toMillis());
  }
}
