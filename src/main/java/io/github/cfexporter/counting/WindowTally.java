package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.Row;
import io.github.cfexporter.counting.series.RuleNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Adds up the rows of one window of one source in one zone: all of them and, where the reading wants
 * it, minute by minute beside.
 */
public final class WindowTally {
  private final Tally whole;
  private final Window window;
  private final boolean byMinute;
  private final int minuteSlot;
  private final Set<String> single;
  private final Set<String> meansOfRows;
  private final Map<Long, Tally> minutes = new HashMap<>();

  /** Rows of one minute mostly come together. */
  private String lastText = "";

  private Tally lastMinute;

  WindowTally(Reading reading, Window window, RuleNames rules, KnownKeys keys) {
    this.whole = reading.tally(rules, keys);
    this.window = window;
    this.byMinute = reading.byMinute();
    this.minuteSlot = reading.minuteSlot();
    this.single = families(
        reading,
        value -> value instanceof Value.Single
            || (value instanceof Value.State state && state.by().isEmpty()));
    this.meansOfRows = families(reading, value -> value instanceof Value.Ratio && value.isAmount());
  }

  private static Set<String> families(Reading reading, Predicate<Value> which) {
    return reading.source().metrics().stream()
        .filter(metric -> which.test(metric.value()))
        .map(Metric::name)
        .collect(Collectors.toSet());
  }

  /** Takes a row in; the row may be reused afterwards. */
  public void row(Row row) {
    whole.row(row);
    if (minuteSlot >= 0 && !row.isDamaged()) {
      minuteOf(row.text(minuteSlot)).row(row);
    }
  }

  /** See {@link Tally#refused}. */
  public int refused() {
    return whole.refused();
  }

  /** See {@link Tally#damaged}. */
  public int damaged() {
    return whole.damaged();
  }

  /** What the rows add up to. To be called once, after the last row. */
  public Delta delta() {
    List<Minute> parts = minuteSlot < 0
        ? List.of()
        : Minute.ends(window).stream().map(this::minute).toList();
    Delta all = whole.delta();
    if (byMinute && parts.isEmpty()) {
      parts = List.of(new Minute(window.to(), all.counters(), all.gauges()));
    }
    return new Delta(all.counters(), gauges(all.gauges(), parts), all.audited(), parts);
  }

  /**
   * As if rows did not say their minute. Values of single rows, such as quantiles, are those of the
   * newest minute that has any; a mean of rows is of so many more of them.
   */
  private List<Gauges> gauges(List<Gauges> gauges, List<Minute> parts) {
    if (minuteSlot < 0) {
      return gauges;
    }
    return gauges.stream()
        .map(family -> single.contains(family.family())
            ? newest(family, parts)
            : meansOfRows.contains(family.family()) ? family.per(parts.size(), 1) : family)
        .toList();
  }

  private static Gauges newest(Gauges family, List<Minute> parts) {
    return parts.stream()
        .flatMap(minute -> minute.gauges().stream())
        .filter(same -> same.family().equals(family.family()))
        .filter(same -> !same.values().isEmpty())
        .reduce(family, (earlier, later) -> later);
  }

  private Minute minute(long end) {
    Delta delta = minutes.computeIfAbsent(end, e -> whole.beside()).delta();
    return new Minute(end, delta.counters(), delta.gauges());
  }

  private Tally minuteOf(String text) {
    if (lastMinute == null || !text.equals(lastText)) {
      lastText = text;
      lastMinute = minutes.computeIfAbsent(Minute.end(window, second(text)), e -> whole.beside());
    }
    return lastMinute;
  }

  /** What no row should say belongs to the last minute: it counts, as it does for the window. */
  private long second(String text) {
    try {
      return Instant.parse(text).getEpochSecond();
    } catch (DateTimeException unreadable) {
      return window.to();
    }
  }
}
