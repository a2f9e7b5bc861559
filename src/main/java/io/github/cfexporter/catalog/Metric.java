package io.github.cfexporter.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Samples of one family read from a source. Metrics of one source may share a family; they then
 * differ in their value and in constant labels, such as {@code quantile}, and in nothing else.
 *
 * @param each path of a list in the row whose elements become samples; labels and value are then
 *     read from the element, except for label paths that begin with {@link Label#ROW}
 * @param labels without {@code zone} and {@code account}, which every series gets by its scope
 */
public record Metric(
    String name, String help, Optional<String> each, List<Label> labels, Value value) {

  public Metric {
    labels = List.copyOf(labels);
  }

  public MetricType type() {
    return value.isCounter() ? MetricType.COUNTER : MetricType.GAUGE;
  }

  /** What a scrape says of it. */
  public Family family(Scope scope) {
    List<String> names = new ArrayList<>();
    if (scope != Scope.ACCOUNT) {
      names.add("zone");
    }
    names.add("account");
    labels.forEach(label -> names.add(label.name()));
    return new Family(name, type(), help, names);
  }

  void addTo(Shape.Builder row) {
    Shape.Builder element = each.map(row::list).orElse(row);
    for (Label label : labels) {
      for (String path : label.paths()) {
        Shape.Builder place = Label.isOfRow(path) ? row : element;
        place.leaf(Label.leaf(path));
        if (label.as() == Label.Transform.JOINED) {
          place.joined(Label.leaf(path));
        }
      }
    }
    value.paths().forEach(element::leaf);
  }

  Metric without(String label) {
    List<Label> others =
        labels.stream().filter(other -> !other.name().equals(label)).toList();
    return new Metric(name, help, each, others, value);
  }
}
