package io.github.cfexporter.report.findings;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What was counted of some time, and what Cloudflare reported of the same time an hour later.
 *
 * @param seconds how much time that was, of all sources and zones together; 0 when nothing was audited
 */
public record Audit(long counted, long reported, long seconds) {
  public static final Audit NONE = new Audit(0, 0, 0);

  /** Sampled datasets differ by a little from one question to the next. */
  private static final double WORTH_A_WORD = 0.01;

  /** Several as one. */
  public static Audit together(Collection<Audit> audits) {
    return audits.stream().reduce(NONE, Audit::with);
  }

  private Audit with(Audit other) {
    return new Audit(counted + other.counted, reported + other.reported, seconds + other.seconds);
  }

  /** Counted over reported now: 1 when all was counted. Empty when nothing was audited. */
  public OptionalDouble ratio() {
    if (seconds == 0 || (reported == 0 && counted > 0)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(reported == 0 ? 1 : (double) counted / reported);
  }

  /** Whether so much comes late that a person should do something about it. */
  public boolean isLate() {
    return lateShare() >= WORTH_A_WORD;
  }

  /** What it says, for people; there must have been an audit. */
  public String sentence() {
    String percent = String.format(Locale.ROOT, "%.1f %%", 100 * (1 - lateShare()));
    return isLate()
        ? "Cloudflare's data comes late: of what it tells now of the last audited hour, only "
            + percent + " was there when it was counted. Raise scrapeDelaySeconds."
        : "Cloudflare was asked once more for the last audited hour: " + percent
            + " of what it tells now had been counted.";
  }

  /** The share that came after its window was read, 0 to 1. */
  public double lateShare() {
    return reported <= counted ? 0 : (double) (reported - counted) / reported;
  }

  public JsonObject json() {
    return new JsonObject().put("counted", counted).put("told", reported).put("seconds", seconds);
  }

  /** Reads what {@link #json} wrote; older releases wrote nothing. */
  public static Audit read(JsonObject json) {
    return json == null
        ? NONE
        : new Audit(json.getLong("counted"), json.getLong("told"), json.getLong("seconds"));
  }
}
