package io.github.cfexporter.limiter;

import java.util.List;

/**
 * What a successor must know to keep the budgets: all times in milliseconds since the epoch.
 *
 * @param departures of the last period, oldest first
 * @param pauses that still hold
 */
public record History(List<GrantedPermit> departures, List<Pause> pauses) {
  public History {
    departures = List.copyOf(departures);
    pauses = List.copyOf(pauses);
  }

  /** The same by a clock that was set ahead by so many milliseconds. */
  public History later(long millis) {
    return new History(
        departures.stream()
            .map(one -> new GrantedPermit(one.at() + millis, one.payer()))
            .toList(),
        pauses.stream()
            .map(one -> new Pause(
                one.api(), one.credential(), one.account(), one.until() + millis, one.millis()))
            .toList());
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
