package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.graphql.Groups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What Cloudflare computes over the events of one group. */
public final class Aggregates {
  private static final Pattern QUANTILE = Pattern.compile(".+P[0-9]{2,3}");

  private final Dataset dataset;
  private final Map<String, Quantile> quantiles = new HashMap<>();
  private List<Event> latest = List.of();

  public Aggregates(Dataset dataset) {
    this.dataset = dataset;
  }

  /** The leaf at a path of the schema, as a number of the given GraphQL type or as text. */
  public Object value(String path, String type, List<Event> group) {
    int dot = path.indexOf('.');
    String kind = dot < 0 ? "" : path.substring(0, dot);
    String leaf = path.substring(dot + 1);
    return switch (kind) {
      case "", "dimensions" -> plain(leaf, group);
      case "max" ->
        dataset.declaration.isTime(path)
            ? Groups.dimension(group.get(group.size() - 1), "datetime", dataset)
            : number(quantile(1, measure(leaf), group), type);
      default -> number(computed(kind, leaf, group), type);
    };
  }

  /** The elements of a nested list. */
  public List<Map<String, Object>> list(String name, List<Event> group) {
    return dataset.raw() ? BalancerRows.list(name, group.get(0)) : RollupMaps.list(name, group);
  }

  private Object plain(String leaf, List<Event> group) {
    return switch (leaf) {
      case "count" -> count(group, event -> true);
      case "sampleInterval" -> group.get(0).count();
      default -> Groups.dimension(group.get(0), leaf, dataset);
    };
  }

  private double computed(String kind, String leaf, List<Event> group) {
    return switch (kind) {
      case "sum" -> sum(leaf, group);
      case "avg" -> mean(leaf, group);
      case "min" -> quantile(0, measure(leaf), group);
      case "uniq" -> group.stream().mapToInt(Event::client).distinct().count();
      case "ratio" -> ratio(leaf, group);
      case "quantiles" -> quantile(leaf, group);
      case "avgWeighted" ->
        QUANTILE.matcher(leaf).matches() ? quantile(leaf, group) : mean(leaf, group);
      default -> throw new IllegalArgumentException("no such aggregate: " + kind);
    };
  }

  private double sum(String leaf, List<Event> group) {
    double sum = 0;
    for (Event event : group) {
      sum += dataset.sumsUp() ? RollupSums.of(leaf, event) : event.sum(measure(leaf));
    }
    return sum;
  }

  /** Weighted by count, without events that were not measured; -1 when none was. */
  private double mean(String leaf, List<Event> group) {
    if (leaf.equals("sampleInterval")) {
      return dataset == Dataset.HTTP_REQUESTS_1M
          ? 1
          : (double) count(group, event -> true) / group.size();
    }
    String measure = measure(leaf);
    long weight = count(group, event -> event.measured(measure));
    double sum = group.stream().mapToDouble(event -> event.sum(measure)).sum();
    return weight == 0 ? Traits.NOT_MEASURED : sum / weight;
  }

  /** Shares of the group, 0 to 1: {@code status4xx} of its requests, {@code cachedBytes} of its bytes. */
  private double ratio(String leaf, List<Event> group) {
    if (!dataset.sumsUp() && !leaf.startsWith("status")) {
      return mean(leaf, group);
    }
    if (!leaf.startsWith("status")) {
      double whole = sum(leaf.endsWith("Bytes") ? "bytes" : "requests", group);
      return whole == 0 ? 0 : sum(leaf, group) / whole;
    }
    long hundreds = leaf.equals("status4xx") ? 4 : 5;
    long some = count(group, event -> event.number("edgeResponseStatus") / 100 == hundreds);
    return (double) some / count(group, event -> true);
  }

  /** {@code wallTimeP999} is the 99.9th percentile of {@code wallTime}. */
  private double quantile(String leaf, List<Event> group) {
    int mark = leaf.lastIndexOf('P');
    double fraction = Double.parseDouble("0." + leaf.substring(mark + 1));
    return quantile(fraction, measure(leaf.substring(0, mark)), group);
  }

  /** A row asks for several quantiles of one measure. */
  private double quantile(double fraction, String measure, List<Event> group) {
    if (group != latest) {
      latest = group;
      quantiles.clear();
    }
    return quantiles.computeIfAbsent(measure, name -> Quantile.of(name, group)).at(fraction);
  }

  private static long count(List<Event> group, Predicate<Event> where) {
    long count = 0;
    for (Event event : group) {
      count += where.test(event) ? event.count() : 0;
    }
    return count;
  }

  private static Object number(double value, String type) {
    return type.startsWith("float") ? (Object) value : (Object) Math.round(value);
  }

  /** Events carry each quantity under one name; the schema has two for some. */
  private String measure(String leaf) {
    if (dataset == Dataset.WORKERS && leaf.equals("cpuTime")) {
      return "cpuTimeUs";
    }
    boolean rollup = dataset == Dataset.HTTP_REQUESTS_1M;
    return rollup && leaf.equals("bytes") ? "edgeResponseBytes" : leaf;
  }
}
