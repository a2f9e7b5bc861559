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
 */
public record Timing(
    TimeArgument argument,
    Duration granularity,
    Optional<Duration> delay,
    Optional<Duration> interval) {
  public Timing(TimeArgument argument, Duration granularity) {
    this(argument, granularity, Optional.empty(), Optional.empty());
  }

  /** With others in place of its own, where they are there. */
  Timing with(Optional<Duration> otherDelay, Optional<Duration> otherInterval) {
    return new Timing(
        argument, granularity, otherDelay.or(() -> delay), otherInterval.or(() -> interval));
  }
}
