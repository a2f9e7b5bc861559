package io.github.cfexporter.simulator.traffic;

import java.util.Optional;

/**
 * Something that happened in one second: a request and its repetitions, a check, an upload.
 *
 * @param second when, since the epoch
 * @param count how many times; Cloudflare's {@code count} is the sum of these
 * @param client which client did it, the unit of {@code uniq.uniques}
 * @param spice 0 to 255: sets measures of equal traits apart
 * @param lateness 0 to 255: which part of the greatest ingest delay passes before it can be seen
 */
public record Event(Traits traits, long second, long count, int client, int spice, int lateness) {
  private static final double SPICES = 256;

  /** A dimension by its name in Cloudflare's schema, one of the types that {@link Traits} have. */
  public Object dimension(String name) {
    Optional<TimeDimension> time = TimeDimension.named(name);
    if (time.isPresent()) {
      return time.get().text(second);
    }
    if (name.equals("sampleInterval")) { // what a row stands for, of datasets that group by it
      return count;
    }
    return traits.dimension(name).orElseGet(() -> (long) each(name));
  }

  /** A dimension as a label shows it. */
  public String text(String name) {
    return dimension(name).toString();
  }

  /** A dimension that is a number. */
  public long number(String name) {
    return (Long) dimension(name);
  }

  /** Whether Cloudflare has a figure for the measure. */
  public boolean measured(String name) {
    return measure(name) != Traits.NOT_MEASURED;
  }

  /** What each of the {@link #count} adds to the sum, a whole number unless below one. */
  public double each(String name) {
    double usual = measure(name);
    return usual <= 1 ? usual : Math.floor(usual * (1 + spice / SPICES));
  }

  /** What the event adds to a sum of Cloudflare's schema; zero where it was not measured. */
  public double sum(String name) {
    return measured(name) ? each(name) * count : 0;
  }

  /** {@link #sum} as the whole number that a uint64 field shows. */
  public long total(String name) {
    return Math.round(sum(name));
  }

  Event of(Traits others) {
    return new Event(others, second, count, client, spice, lateness);
  }

  public boolean visibleAt(long nowMillis, IngestDelays delays) {
    return delays.seenAt(this) <= nowMillis;
  }

  private double measure(String name) {
    return traits
        .measure(name)
        .orElseThrow(() -> new IllegalArgumentException("events have no " + name));
  }
}
