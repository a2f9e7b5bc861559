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

  /**
   * No calls until an instant.
   *
   * @param credential that is paused, if no account is named
   * @param account that is paused, whatever credential asks about it; empty for the credential
   * @param millis how long it was when it began; after the clock stepped back it holds no longer
   */
  public record Pause(Api api, String credential, String account, long until, long millis) {}
}
