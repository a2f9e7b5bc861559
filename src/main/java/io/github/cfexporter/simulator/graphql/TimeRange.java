package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time that a filter spans, {@code [from, to)} in milliseconds since the epoch. An open end is
 * the server's now, an open beginning the epoch, so that both are refused by the usual limits.
 */
record TimeRange(long fromMillis, long toMillis) {
  private static final int MOST_TEXTS = 10_000;

  /** Texts read lately: the nodes of a document, and documents of a minute, ask for the same times. */
  private static final Map<String, Long> MILLIS = new ConcurrentHashMap<>();

  static TimeRange of(Map<String, Object> filter, Dataset dataset, long nowMillis) {
    TimeRange range = new TimeRange(0, nowMillis);
    for (Map.Entry<String, Object> condition : filter.entrySet()) {
      if (condition.getKey().equals("AND")) {
        for (Object part : (List<?>) condition.getValue()) {
          range = range.and(of(fields(part), dataset, nowMillis));
        }
      } else if (TimeDimension.isTime(Filter.field(condition.getKey()))) {
        range = range.narrowed(condition.getKey(), condition.getValue(), dataset);
      }
    }
    return range;
  }

  /** First second that an event may have. */
  long fromSecond() {
    return Math.floorDiv(fromMillis + 999, 1000);
  }

  /** First second after the last. */
  long toSecond() {
    return Math.floorDiv(toMillis + 999, 1000);
  }

  long spanMillis() {
    return Math.max(0, toMillis - fromMillis);
  }

  @SuppressWarnings("unchecked") // graphql-java hands input objects out as maps by field name
  static Map<String, Object> fields(Object inputObject) {
    return (Map<String, Object>) inputObject;
  }

  static long millis(String dateOrTime) {
    Long known = MILLIS.get(dateOrTime);
    if (known != null) {
      return known;
    }
    if (MILLIS.size() > MOST_TEXTS) {
      MILLIS.clear();
    }
    long millis = parsed(dateOrTime);
    MILLIS.put(dateOrTime, millis);
    return millis;
  }

  private static long parsed(String dateOrTime) {
    return dateOrTime.length() == "2026-01-01".length()
        ? LocalDate.parse(dateOrTime).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
        : Instant.parse(dateOrTime).toEpochMilli();
  }

  private TimeRange and(TimeRange other) {
    return new TimeRange(
        Math.max(fromMillis, other.fromMillis), Math.min(toMillis, other.toMillis));
  }

  private TimeRange narrowed(String condition, Object operand, Dataset dataset) {
    String field = Filter.field(condition);
    String operator = Filter.operator(condition);
    if (operator.equals("in") || operator.equals("neq") || operator.equals("notin")) {
      return this;
    }
    long instant = millis((String) operand);
    long unit = 1000
        * Math.max(
            dataset.granularity,
            TimeDimension.named(field).map(TimeDimension::seconds).orElse(1L));
    return switch (operator) {
      case "" -> and(new TimeRange(instant, instant + unit));
      case "geq" -> and(new TimeRange(instant, Long.MAX_VALUE));
      case "gt" -> and(new TimeRange(instant + 1, Long.MAX_VALUE));
      case "lt" -> and(new TimeRange(Long.MIN_VALUE, instant));
      case "leq" -> and(new TimeRange(Long.MIN_VALUE, instant + unit));
      default -> throw new IllegalArgumentException("no such operator: " + condition);
    };
  }
}
