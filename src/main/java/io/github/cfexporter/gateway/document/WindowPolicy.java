package io.github.cfexporter.gateway.document;

import static io.github.cfexporter.settings.Tunables.IDLE_SOURCE;
import static io.github.cfexporter.settings.Tunables.MAX_BACKFILL;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.QUERY_LIMIT;
import static io.github.cfexporter.settings.Tunables.SCRAPE_DELAY;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.Timing;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.settings.Settings;
import java.time.Duration;

/** The settings that shape windows, at one instant. */
public record WindowPolicy(Settings settings, long nowSeconds) {
  private static final int TOLERATED_REFRESHES = 3;

  public Horizon horizon(Timing timing, DatasetLimits limits) {
    long grain = timing.granularity().toSeconds();
    return new Horizon(
        nowSeconds,
        timing.delay().orElse(settings.get(SCRAPE_DELAY)).toSeconds(),
        grain,
        Horizon.step(grain, settings.get(TIME_WINDOW).toSeconds()),
        limits.maxDuration().toSeconds(),
        limits.notOlderThan().toSeconds(),
        settings.get(MAX_BACKFILL).toSeconds());
  }

  /**
   * How long a source may wait for a window beyond its smallest one, in seconds: an idle one is asked
   * more rarely, with a window as much wider; and so is one with an interval of its own.
   */
  public long patience(boolean idle, Timing timing, Horizon horizon) {
    long own = timing.interval().map(Duration::toSeconds).orElse(0L);
    long wanted = idle ? Math.max(own, settings.get(IDLE_SOURCE).toSeconds()) : own;
    return wanted == 0 ? 0 : horizon.patience(wanted);
  }

  /**
   * Until when gauges of a window are shown that ends then, in seconds since the epoch: until it is older
   * than windows usually are, by three refreshes.
   */
  public long gaugesEnd(long windowEnd, boolean idle, Timing timing, Horizon horizon) {
    return windowEnd
        + horizon.delay()
        + horizon.step()
        + patience(idle, timing, horizon)
        + TOLERATED_REFRESHES * settings.get(METRIC_REFRESH_INTERVAL).toSeconds();
  }

  /** Most rows of one node. */
  int limit(DatasetLimits limits) {
    return Math.min(settings.get(QUERY_LIMIT), limits.maxPageSize());
  }
}
