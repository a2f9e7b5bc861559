package io.github.cfexporter.limiter;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Cloudflare itself has asked for: pauses after a refusal, and little left before one. */
final class Brakes {
  private static final String EVERYTHING = "";

  private final Map<Key, History.Pause> pauses = new HashMap<>();
  private final Map<Api, Allowance> allowances = new EnumMap<>(Api.class);

  private record Key(Api api, String resource) {}

  /**
   * What a {@code Ratelimit} header left us.
   *
   * @param calls that may still leave before {@code until}
   * @param millis from the header to {@code until}
   */
  private record Allowance(int calls, long until, long millis) {}

  void pause(Api api, long until, long now) {
    pause(api, EVERYTHING, until, now);
  }

  /** A pause that is already longer stays as it is. */
  void pause(Api api, String resource, long until, long now) {
    if (until > now) {
      pauses.merge(
          new Key(api, resource),
          new History.Pause(api, resource, until, until - now),
          (one, other) -> one.until() >= other.until() ? one : other);
    }
  }

  /** The smaller allowance holds, until the later reset. */
  void slowDown(Api api, int remaining, long resetMillis, long now) {
    Allowance old = allowances.get(api);
    if (old != null && old.calls() <= remaining) {
      return;
    }
    long until = Math.max(now + resetMillis, old == null ? now : old.until());
    allowances.put(api, new Allowance(remaining, until, until - now));
  }

  /** Counts a departure against what Cloudflare said was left. */
  void spend(Api api) {
    allowances.computeIfPresent(
        api, (key, old) -> new Allowance(Math.max(0, old.calls() - 1), old.until(), old.millis()));
  }

  void advance(long now) {
    pauses.values().removeIf(pause -> pause.until() <= now);
    allowances.values().removeIf(allowance -> allowance.until() <= now);
  }

  /** After the clock has stepped back nothing may hold longer than it was meant to. */
  void stepBack(long now) {
    pauses.replaceAll((key, pause) -> new History.Pause(
        pause.api(),
        pause.resource(),
        Math.min(pause.until(), now + pause.millis()),
        pause.millis()));
    allowances.replaceAll((api, old) ->
        new Allowance(old.calls(), Math.min(old.until(), now + old.millis()), old.millis()));
  }

  /** When calls of this sort may leave again; {@code now} when nothing holds them. */
  long opensAt(Api api, String resource, long now) {
    long opens = Math.max(pausedUntil(api, EVERYTHING, now), pausedUntil(api, resource, now));
    Allowance allowance = allowances.get(api);
    return allowance != null && allowance.calls() == 0 ? Math.max(opens, allowance.until()) : opens;
  }

  /** How many calls the brakes let through, of those that the budgets do. */
  int left(Api api, int budget) {
    if (pauses.containsKey(new Key(api, EVERYTHING))) {
      return 0;
    }
    Allowance allowance = allowances.get(api);
    return allowance == null ? budget : Math.min(budget, allowance.calls());
  }

  List<History.Pause> pauses() {
    return List.copyOf(pauses.values());
  }

  void merge(Collection<History.Pause> others, long now) {
    for (History.Pause other : others) {
      long until = Math.min(other.until(), now + other.millis());
      pause(other.api(), other.resource(), until, now);
    }
  }

  private long pausedUntil(Api api, String resource, long now) {
    History.Pause pause = pauses.get(new Key(api, resource));
    return pause == null ? now : Math.max(now, pause.until());
  }
}
