package io.github.cfexporter.limiter;

import java.util.List;

/**
 * What a successor must know to keep the budgets: all times in milliseconds since the epoch.
 *
 * @param departures of the last period, oldest first
 * @param pauses that still hold
 */
public record History(List<Departure> departures, List<Pause> pauses) {
  public History {
    departures = List.copyOf(departures);
    pauses = List.copyOf(pauses);
  }

  /** The same by a clock that was set ahead by so many milliseconds. */
  public History later(long millis) {
    return new History(
        departures.stream()
            .map(one -> new Departure(one.at() + millis, one.api(), one.resource()))
            .toList(),
        pauses.stream()
            .map(one -> new Pause(one.api(), one.resource(), one.until() + millis, one.millis()))
            .toList());
  }

  /**
   * No calls until an instant.
   *
   * @param resource the account that is paused; empty for the whole interface
   * @param millis how long it was when it began; after the clock stepped back it holds no longer
   */
  public record Pause(Api api, String resource, long until, long millis) {}
}
