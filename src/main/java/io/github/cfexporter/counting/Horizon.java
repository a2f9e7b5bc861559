package io.github.cfexporter.counting;

import java.util.Optional;

/**
 * How far the windows of one source may reach at this moment. All values are whole seconds.
 *
 * @param now since the epoch
 * @param delay how far behind now a window ends, because Cloudflare's rows arrive late
 * @param granularity windows begin and end on multiples of it
 * @param step smallest window: a multiple of the granularity
 * @param widest widest window that Cloudflare answers for this source
 * @param served how far back Cloudflare still answers, counted from now
 * @param backfill how far back the operator wants to catch up, counted from the end of the window
 */
public record Horizon(
    long now, long delay, long granularity, long step, long widest, long served, long backfill) {

  /** A fetch takes a while: data about to fall out of reach is given up this much earlier. */
  private static final long SERVED_MARGIN = 60;

  /** The smallest multiple of the granularity that is at least {@code atLeast} long. */
  public static long step(long granularity, long atLeast) {
    return Math.max(
        granularity, Math.floorDiv(atLeast + granularity - 1, granularity) * granularity);
  }

  /** The end of the newest whole window. */
  public long end() {
    return Math.floorDiv(now - delay, step) * step;
  }

  /** Where a source begins that was never fetched: one step before the end, so that data shows at once. */
  public long start() {
    return end() - step;
  }

  /** Whether a window that begins at the watermark has at least one step. */
  public boolean isDue(long watermark) {
    return isDue(watermark, 0);
  }

  /** Whether a window that begins at the watermark has at least one step and that many seconds. */
  public boolean isDue(long watermark, long width) {
    return watermark + Math.max(step, width) <= end();
  }

  /**
   * How wide a window may be waited for, in seconds: so much that it is still one window, and that it
   * can still be fetched if something goes wrong at first.
   */
  public long patience(long wanted) {
    return Math.max(0, Math.min(wanted, Math.min(widest, (end() - oldest()) / 2)));
  }

  /**
   * The window that continues from the watermark: as wide as there is time to cover, up to {@code
   * cap} seconds and what Cloudflare answers. Empty when not even one step has passed.
   */
  public Optional<Choice> next(long watermark, long cap) {
    if (!isDue(watermark)) {
      return Optional.empty();
    }
    long from = Math.max(watermark, aligned(oldest()));
    long width = Math.max(granularity, Math.min(cap, widest) / granularity * granularity);
    long to = Math.min(end(), from + width);
    return Optional.of(new Choice(new Window(from, to), from - watermark));
  }

  private long oldest() {
    long reachable = now - Math.max(0, served - SERVED_MARGIN);
    return Math.min(Math.max(reachable, end() - Math.max(step, backfill)), end() - step);
  }

  private long aligned(long second) {
    return Math.floorDiv(second + granularity - 1, granularity) * granularity;
  }

  /**
   * What to fetch next.
   *
   * @param lostSeconds time between the watermark and the window that can not or must not be fetched
   */
  public record Choice(Window window, long lostSeconds) {}
}
