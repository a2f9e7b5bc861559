package io.github.cfexporter.runtime;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Cloudflare's time, by which everything goes that has to do with its data: a machine whose clock is
 * wrong asks for the same windows at the same moments as any other. The timers are the machine's.
 * Safe for use by several threads.
 */
public final class ServerTime implements Time {
  /** Milliseconds; less happens to every machine and harms nobody. */
  private static final long WORTH_TELLING = 5_000;

  private static final String SUBJECT = "clock";

  private final Time own;
  private final ServerClock clock = new ServerClock();

  /** @param own the machine's clock and timers */
  public ServerTime(Time own) {
    this.own = own;
  }

  @Override
  public synchronized long millis() {
    return clock.now(own.steadyMillis(), own.millis());
  }

  @Override
  public long steadyMillis() {
    return own.steadyMillis();
  }

  @Override
  public long after(long delayMillis, Runnable task) {
    return own.after(delayMillis, task);
  }

  @Override
  public void cancel(long timer) {
    own.cancel(timer);
  }

  @Override
  public double jitter() {
    return own.jitter();
  }

  /** The machine's own time, for what has to do with this machine and its like alone. */
  public Time own() {
    return own;
  }

  /**
   * Takes note of an answer that tells the time.
   *
   * @param sent when its call left, by {@link #steadyMillis}
   * @param date milliseconds since the epoch
   */
  public synchronized void heard(long sent, long date) {
    clock.heard(sent, own.steadyMillis(), date);
  }

  /** How many milliseconds the machine's clock is ahead; empty before an answer told. */
  public synchronized OptionalLong skewMillis() {
    return clock.skew(own.steadyMillis(), own.millis());
  }

  /** Tells log and page when the machine's clock is wrong, and when it is right again. */
  public void tell(NodeConditions conditions) {
    long skew = skewMillis().orElse(0);
    if (Math.abs(skew) < WORTH_TELLING) {
      conditions.notices().end(SUBJECT);
      return;
    }
    conditions
        .notices()
        .begin(
            SUBJECT,
            String.format(
                Locale.ROOT,
                "The clock of this machine is %d seconds %s Cloudflare's, by which windows are"
                    + " chosen instead; set it right, because other programs cannot help themselves.",
                Math.round(Math.abs(skew) / 1000.0),
                skew > 0 ? "ahead of" : "behind"));
  }
}
