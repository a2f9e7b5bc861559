package io.github.cfexporter.rig;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What Cloudflare must say of a group of events, computed from the events themselves: by none of the
 * code that answers documents.
 */
record TrueRow(Dataset dataset, List<Event> events) {
  private static final String DIMENSIONS = "dimensions.";

  /** What pages of figures sum up is named after what was asked, not after what is added. */
  private static final Map<String, ToLongFunction<Event>> FIGURES = Map.of(
      "requests",
      Event::count,
      "bytes",
      Happening::bytes,
      "cachedRequests",
      only(Happening::isCached, Event::count),
      "cachedBytes",
      only(Happening::isCached, Happening::bytes),
      "encryptedRequests",
      only(Happening::isEncrypted, Event::count),
      "encryptedBytes",
      only(Happening::isEncrypted, Happening::bytes),
      "threats",
      only(Happening::isThreat, Event::count),
      "edgeRequestBytes",
      event -> event.total("edgeRequestBytes"),
      "pageViews",
      Happening::pageViews,
      "visits",
      Happening::visits);

  /** A dimension as a label shows it. */
  String text(String path) {
    return text(dataset, events.get(0), path);
  }

  static String text(Dataset dataset, Event event, String path) {
    String name = path.startsWith(DIMENSIONS) ? path.substring(DIMENSIONS.length()) : path;
    return TimeDimension.named(name)
        .map(time -> time.text(dataset.rounded(event.second())))
        .orElseGet(() -> event.text(name));
  }

  /** A measure at a path of the schema; negative where nothing was measured. */
  double number(String path) {
    int dot = path.indexOf('.');
    String field = path.substring(dot + 1);
    return switch (dot < 0 ? path : path.substring(0, dot)) {
      case "count" -> count(events);
      case "sum" -> events.stream().mapToDouble(event -> sum(field, event)).sum();
      case "avg" -> mean(field);
      case "max" ->
        dataset.declaration.isTime(path) ? last() : extreme(field, Comparator.naturalOrder());
      case "min" -> extreme(field, Comparator.reverseOrder());
      case "quantiles" -> quantile(field);
      case "avgWeighted" -> field.matches(".*P[0-9]+") ? quantile(field) : mean(field);
      case "ratio" -> ratio(field);
      case "uniq" -> events.stream().mapToInt(Event::client).distinct().count();
      default -> Double.parseDouble(text(path));
    };
  }

  /** How exact Cloudflare is: it rounds measures that are whole numbers in its schema. */
  double rounding(String path) {
    boolean sum = path.startsWith("sum.") || path.equals("count");
    return !sum
            && dataset.declaration.fields().stream()
                .filter(field -> field.path().equals(path))
                .anyMatch(field -> !field.type().startsWith("float"))
        ? 0.5
        : 0;
  }

  private double sum(String field, Event event) {
    return hasFigures() ? FIGURES.get(field).applyAsLong(event) : event.sum(measure(field));
  }

  private double mean(String field) {
    if (field.equals("sampleInterval")) {
      return dataset == Dataset.HTTP_REQUESTS_1M ? 1 : (double) count(events) / events.size();
    }
    String measure = measure(field);
    List<Event> measured = measured(measure);
    double sum = measured.stream().mapToDouble(event -> event.sum(measure)).sum();
    return measured.isEmpty() ? -1 : sum / count(measured);
  }

  /** A share of the group's requests or bytes. */
  private double ratio(String field) {
    if (field.startsWith("status")) {
      char hundreds = field.charAt("status".length());
      return (double) count(events.stream()
              .filter(event -> event.text("edgeResponseStatus").charAt(0) == hundreds)
              .toList())
          / count(events);
    }
    String whole = field.endsWith("Bytes") ? "sum.bytes" : "sum.requests";
    return number("sum." + field) / number(whole);
  }

  /** When the latest of them happened, in seconds since the epoch. */
  private long last() {
    return events.stream().mapToLong(Event::second).max().orElseThrow();
  }

  private double extreme(String field, Comparator<Double> order) {
    return measured(measure(field)).stream()
        .map(event -> event.each(measure(field)))
        .max(order)
        .orElse(-1.0);
  }

  /** {@code latencyMsP99}: the smallest value that 99 of 100 things do not exceed. */
  private double quantile(String field) {
    int mark = field.lastIndexOf('P');
    double fraction = Double.parseDouble("0." + field.substring(mark + 1));
    List<Double> values = new ArrayList<>();
    String measure = measure(field.substring(0, mark));
    for (Event event : measured(measure)) {
      for (long once = 0; once < event.count(); once++) {
        values.add(event.each(measure));
      }
    }
    values.sort(Comparator.naturalOrder());
    OptionalDouble least = values.stream()
        .skip(Math.max(0, (long) Math.ceil(fraction * values.size()) - 1))
        .mapToDouble(Double::doubleValue)
        .findFirst();
    return least.orElse(-1);
  }

  private List<Event> measured(String field) {
    return events.stream().filter(event -> event.measured(field)).toList();
  }

  private boolean hasFigures() {
    return dataset == Dataset.HTTP_REQUESTS_1M || dataset == Dataset.HTTP_OVERVIEW;
  }

  /** Events carry each quantity under one name; the schema has two for some. */
  private String measure(String field) {
    if (hasFigures() && field.equals("bytes")) {
      return "edgeResponseBytes";
    }
    return dataset == Dataset.WORKERS && field.equals("cpuTime") ? "cpuTimeUs" : field;
  }

  private static long count(List<Event> events) {
    return events.stream().mapToLong(Event::count).sum();
  }

  private static ToLongFunction<Event> only(Predicate<Event> which, ToLongFunction<Event> value) {
    return event -> which.test(event) ? value.applyAsLong(event) : 0;
  }
}
