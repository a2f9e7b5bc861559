package io.github.cfexporter.limiter;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Cloudflare itself has asked for: pauses after a refusal, and little left before one. */
final class Pauses {
  private final Map<Key, History.Pause> pauses = new HashMap<>();
  private final Map<Key, Allowance> allowances = new HashMap<>();

  /** A credential, or an account whatever the credential; the other one is empty. */
  private record Key(Api api, String credential, String account) {
    static Key ofCredential(Payer payer) {
      return new Key(payer.api(), payer.credential(), "");
    }
  }

  /**
   * What a {@code Ratelimit} header left us.
   *
   * @param calls that may still leave before {@code until}
   * @param millis from the header to {@code until}
   */
  private record Allowance(int calls, long until, long millis) {}

  /** A pause that is already longer stays as it is. */
  void pause(Api api, String credential, String account, long until, long now) {
    if (until > now) {
      String concerned = account.isEmpty() ? credential : "";
      pauses.merge(
          new Key(api, concerned, account),
          new History.Pause(api, concerned, account, until, until - now),
          (one, other) -> one.until() >= other.until() ? one : other);
    }
  }

  /** The smaller allowance holds, until the later reset. */
  void slowDown(Api api, String credential, int remaining, long resetMillis, long now) {
    Key key = new Key(api, credential, "");
    Allowance old = allowances.get(key);
    if (old != null && old.calls() <= remaining) {
      return;
    }
    long until = Math.max(now + resetMillis, old == null ? now : old.until());
    allowances.put(key, new Allowance(remaining, until, until - now));
  }

  /** Counts a departure against what Cloudflare said was left. */
  void spend(Payer payer) {
    allowances.computeIfPresent(
        Key.ofCredential(payer),
        (key, old) -> new Allowance(Math.max(0, old.calls() - 1), old.until(), old.millis()));
  }

  void advance(long now) {
    pauses.values().removeIf(pause -> pause.until() <= now);
    allowances.values().removeIf(allowance -> allowance.until() <= now);
  }

  /** After the clock has stepped back nothing may hold longer than it was meant to. */
  void stepBack(long now) {
    pauses.replaceAll((key, pause) -> new History.Pause(
        pause.api(),
        pause.credential(),
        pause.account(),
        Math.min(pause.until(), now + pause.millis()),
        pause.millis()));
    allowances.replaceAll((key, old) ->
        new Allowance(old.calls(), Math.min(old.until(), now + old.millis()), old.millis()));
  }

  /** When calls of this payer may leave again; {@code now} when nothing holds them. */
  long opensAt(Payer payer, long now) {
    Key credential = Key.ofCredential(payer);
    long opens = pausedUntil(credential, now);
    if (!payer.account().isEmpty()) {
      Key account = new Key(payer.api(), "", payer.account());
      opens = Math.max(opens, pausedUntil(account, now));
    }
    Allowance allowance = allowances.get(credential);
    return allowance != null && allowance.calls() == 0 ? Math.max(opens, allowance.until()) : opens;
  }

  /** How many calls the brakes let through, of those that the budgets do; of the slowest credential. */
  int left(Api api, int budget) {
    boolean paused = pauses.keySet().stream()
        .anyMatch(key -> key.api() == api && key.account().isEmpty());
    return paused
        ? 0
        : allowances.entrySet().stream()
            .filter(entry -> entry.getKey().api() == api)
            .mapToInt(entry -> Math.min(budget, entry.getValue().calls()))
            .min()
            .orElse(budget);
  }

  List<History.Pause> pauses() {
    return List.copyOf(pauses.values());
  }

  void merge(Collection<History.Pause> others, long now) {
    for (History.Pause other : others) {
      long until = Math.min(other.until(), now + other.millis());
      pause(other.api(), other.credential(), other.account(), until, now);
    }
  }

  private long pausedUntil(Key key, long now) {
    History.Pause pause = pauses.get(key);
    return pause == null ? now : Math.max(now, pause.until());
  }
}
