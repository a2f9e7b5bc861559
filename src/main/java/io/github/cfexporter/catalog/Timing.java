package io.github.cfexporter.catalog;

import java.time.Duration;
import java.util.Optional;

/**
 * When and for what time a source is asked.
 *
 * @param argument field of the filter that windows go by
 * @param granularity windows begin and end on multiples of it, counted from the epoch
 * @param delay how far behind now a window ends; empty for as far as usual
 * @param interval how often it is asked, with windows as wide; empty for as often as usual
 * @param lookBack how long before its end a window begins, whatever has been asked for; empty for a
 *     source of which every row counts once
 */
public record Timing(
    TimeArgument argument,
    Duration granularity,
    Optional<Duration> delay,
    Optional<Duration> interval,
    Optional<Duration> lookBack) {
  /** How often a source is asked that looks back. */
  private static final Duration RARELY = Duration.ofHours(1);

  public Timing(TimeArgument argument, Duration granularity) {
    this(argument, granularity, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same for a source that looks back, which is asked rarely. */
  public Timing lookingBack(Duration wide) {
    return new Timing(argument, granularity, delay, Optional.of(RARELY), Optional.of(wide));
  }

  /** With others in place of its own, where they are there. */
  Timing with(Optional<Duration> otherDelay, Optional<Duration> otherInterval) {
    return new Timing(
        argument,
        granularity,
        otherDelay.or(() -> delay),
        otherInterval.or(() -> interval),
        lookBack);
  }
}
