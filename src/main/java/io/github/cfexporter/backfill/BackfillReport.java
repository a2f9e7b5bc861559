package io.github.cfexporter.backfill;

import io.github.cfexporter.counting.Window;
import io.github.cfexporter.runtime.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells a person how far a run has come, and at its end what it could not cover. */
final class BackfillReport {
  private static final long TELL_MILLIS = 5_000;

  private final BackfillOptions options;
  private final CallBudget budget;
  private final Time time;
  private final Consumer<String> out;

  /** What is left out, with what is to be said of its end; a sentence for a source and zone. */
  private final Map<String, String> notCovered = new LinkedHashMap<>();

  private long startedAt;
  private long startedFrom;
  private long toldAt;

  BackfillReport(BackfillOptions options, CallBudget budget, Time time, Consumer<String> out) {
    this.options = options;
    this.budget = budget;
    this.time = time;
    this.out = out;
  }

  void goingOn(long from) {
    out.accept("going on from " + Instant.ofEpochSecond(from));
  }

  void begun(long from) {
    startedAt = time.steadyMillis();
    toldAt = startedAt;
    startedFrom = from;
  }

  /** @param what a sentence, and always the same one of the same */
  void notCovered(String what) {
    notCovered.put(what, "");
  }

  /** Cloudflare has nothing of a unit before a second. */
  void beginsAt(HistoryUnit unit, long second) {
    notCovered.put(
        unit.name() + ": Cloudflare keeps it for " + text(unit.limits().notOlderThan())
            + ", so it begins",
        " " + Instant.ofEpochSecond(second));
  }

  /** Cloudflare has no longer had a window, whatever the limits say. */
  void tooOld(HistoryUnit unit, Window window) {
    notCovered.put(
        unit.name() + ": Cloudflare no longer had it, so it begins",
        " " + Instant.ofEpochSecond(window.to()));
  }

  /** @param at second up to which everything is done */
  void progress(long at) {
    long now = time.steadyMillis();
    if (now - toldAt < TELL_MILLIS) {
      return;
    }
    toldAt = now;
    long done = at - startedFrom;
    String left = done <= 0
        ? "unknown"
        : text(Duration.ofSeconds((now - startedAt) / 1000 * (options.to() - at) / done));
    out.accept("%d %% done, at %s, %d calls, remaining time %s"
        .formatted(
            100 * (at - options.from()) / (options.to() - options.from()),
            Instant.ofEpochSecond(at),
            budget.made(),
            left));
  }

  /** @param refused samples that a receiver has not taken */
  void done(long refused) {
    out.accept("done: %s to %s, %d calls"
        .formatted(
            Instant.ofEpochSecond(options.from()),
            Instant.ofEpochSecond(options.to()),
            budget.made()));
    notCovered.forEach((what, more) -> out.accept("not covered: " + what + more));
    if (refused > 0) {
      out.accept("not written: the receiver has refused " + refused
          + " samples; the reasons are logged above");
    }
  }

  private static String text(Duration duration) {
    return duration.toDays() > 0
        ? duration.toDays() + "d"
        : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
