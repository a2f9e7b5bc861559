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
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.settings.Settings;
import java.time.Duration;

/** The settings that shape windows, at one instant. */
public record WindowPolicy(Settings settings, long nowSeconds) {
  private static final int TOLERATED_REFRESHES = 3;

  /** What is about to fall out of reach when the call leaves is not asked for, in seconds. */
  private static final long REACH_MARGIN = 300;

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
   * What a source is asked for where a window was chosen: that window or, where it looks back, what comes
   * before it as well, as far as Cloudflare answers.
   */
  Window asked(Timing timing, Window chosen, DatasetLimits limits) {
    if (timing.lookBack().isEmpty()) {
      return chosen;
    }
    long grain = timing.granularity().toSeconds();
    long widest = Math.min(
        timing.lookBack().get().toSeconds(), limits.maxDuration().toSeconds() / grain * grain);
    long oldest = nowSeconds - limits.notOlderThan().toSeconds() + REACH_MARGIN;
    long reachable = Math.floorDiv(oldest + grain - 1, grain) * grain;
    return new Window(
        Math.min(chosen.from(), Math.max(chosen.to() - widest, reachable)), chosen.to());
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
