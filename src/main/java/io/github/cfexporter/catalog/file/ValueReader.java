package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.Figure;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what follows {@code counter} and {@code gauge}: a path, or a mapping that tells how rows merge. */
final class ValueReader {
  /** How a file writes {@link Value#ROWS}, which it could not: a hash sign begins a comment. */
  private static final String ROWS = "rows";

  private static final Set<String> SUM = Set.of("path", "when");

  /** What may follow {@code counter}, and the same where only a mean is known. */
  private static final Set<String> COUNTER = Set.of("path", "when", "scale", "digits");

  private static final Set<String> MEASURED = Set.of("measured", "sum");

  private static final Set<String> MEAN = Set.of("mean", "weight", "scale");

  /** Every way to merge, by the key that names it, with all its keys. */
  private static final Map<String, Set<String>> GAUGES = Map.of(
      "path", SUM,
      "ratio", Set.of("ratio"),
      "mean", MEAN,
      "distinct", Set.of("distinct", "when", "never"),
      "sum", Set.of("sum", "scale", "drop", "as"),
      "single", Set.of("single", "scale", "drop", "as"),
      "max", Set.of("max", "scale", "drop", "as"),
      "min", Set.of("min", "scale", "drop", "as"),
      "newest", Set.of("newest", "by", "scale", "drop", "as"),
      "constant", Set.of("constant"));

  static Optional<Value> counter(YamlNode node) {
    if (!node.isMapping()) {
      return sum(node, true).map(Value.class::cast);
    } else if (node.entries().containsKey("mean")) {
      return product(node.fields(MEAN));
    } else if (node.entries().containsKey("measured")) {
      return measured(node.fields(MEASURED));
    }
    YamlNode.Fields fields = node.fields(COUNTER);
    Optional<Value.Sum> sum = sum(fields, true);
    Optional<Value.Precision> precision = precision(fields);
    return sum.flatMap(read -> precision.map(read::shown));
  }

  /** Digits that are counted stand behind the point like those of another unit. */
  static Optional<Value.Precision> precision(YamlNode.Fields fields) {
    Optional<Integer> decimals = decimals(fields);
    Optional<YamlNode> written = fields.optional("digits");
    Optional<Integer> digits = written.isPresent()
        ? written.get().text(Syntax.DIGITS, Syntax.DIGITS_FORM).map(Integer::valueOf)
        : Optional.of(0);
    return decimals.flatMap(
        shown -> digits.map(counted -> new Value.Precision(shown + counted, counted)));
  }

  private static Optional<Value> measured(YamlNode.Fields fields) {
    Optional<String> mean = fields.required("measured").flatMap(ValueReader::path);
    return fields
        .required("sum")
        .flatMap(ValueReader::path)
        .flatMap(sum -> mean.map(of -> new Value.Measured(sum, of)));
  }

  private static Optional<Value> product(YamlNode.Fields fields) {
    Optional<String> path = fields.required("mean").flatMap(ValueReader::path);
    Optional<String> weight = fields.required("weight").flatMap(ValueReader::path);
    Optional<Integer> decimals = decimals(fields);
    return path.flatMap(p -> weight.flatMap(w -> decimals.map(
        digits -> new Value.Product(p, w, digits + Value.Product.DECIMALS_OF_FINENESS))));
  }

  /** Counters are whole numbers that are shown with a point, so that none is ever rounded. */
  static Optional<Integer> decimals(YamlNode.Fields fields) {
    Optional<YamlNode> scale = fields.optional("scale");
    return scale.isPresent()
        ? scale
            .get()
            .text(Syntax.POWER, Syntax.POWER_FORM)
            .map(text -> Math.max(0, text.length() - 2))
        : Optional.of(0);
  }

  static Optional<Value> gauge(YamlNode node) {
    if (node.isText()) {
      return sum(node, false).map(Value.class::cast);
    }
    List<String> ways =
        GAUGES.keySet().stream().filter(node.entries()::containsKey).toList();
    if (ways.size() != 1) {
      node.mistake("needs exactly one of " + String.join(", ", new TreeSet<>(GAUGES.keySet())));
      return Optional.empty();
    }
    String way = ways.get(0);
    YamlNode.Fields fields = node.fields(GAUGES.get(way));
    return switch (way) {
      case "path" -> sum(fields, false).map(Value.class::cast);
      case "ratio" -> fields.required(way).flatMap(ValueReader::ratio);
      case "mean" -> mean(fields);
      case "distinct" -> distinct(fields);
      case "sum" -> figure(fields, way).map(Value.Total::new);
      case "single" -> figure(fields, way).map(Value.Single::new);
      case "max" -> figure(fields, way).map(figure -> new Value.Extreme(figure, true));
      case "min" -> figure(fields, way).map(figure -> new Value.Extreme(figure, false));
      case "newest" -> newest(fields);
      default -> fields.required(way).flatMap(ValueReader::number).map(Value.Constant::new);
    };
  }

  static Optional<Double> scale(YamlNode.Fields fields) {
    Optional<YamlNode> scale = fields.optional("scale");
    return scale.isPresent() ? number(scale.get()) : Optional.of(1.0);
  }

  /** A path in the row, or in the element where the metric reads a list. */
  static Optional<String> path(YamlNode node) {
    Optional<String> path = node.text(Syntax.PATH, Syntax.PATH_FORM);
    if (path.filter(Label::isOfRow).isPresent()) {
      node.mistake("only a label may read \"" + path.get() + "\" from the row");
    }
    return path;
  }

  private static Optional<Value.Sum> sum(YamlNode node, boolean cumulative) {
    if (node.isMapping()) {
      return sum(node.fields(SUM), cumulative);
    }
    return pathOrRows(node).map(path -> new Value.Sum(path, Optional.empty(), cumulative));
  }

  private static Optional<Value.Sum> sum(YamlNode.Fields fields, boolean cumulative) {
    Optional<Condition> when = condition(fields, "when");
    return fields
        .required("path")
        .flatMap(ValueReader::pathOrRows)
        .map(path -> new Value.Sum(path, when, cumulative));
  }

  private static Optional<Value> ratio(YamlNode node) {
    List<YamlNode> terms = node.items();
    if (node.isList() && terms.size() != 2) {
      node.mistake("ratio needs two terms: what is divided, and what it is divided by");
    }
    if (terms.size() != 2) {
      return Optional.empty();
    }
    Optional<Value.Sum> dividend = sum(terms.get(0), false);
    Optional<Value.Sum> divisor = sum(terms.get(1), false);
    return dividend.flatMap(above -> divisor.map(below -> new Value.Ratio(above, below)));
  }

  private static Optional<Value> mean(YamlNode.Fields fields) {
    Optional<String> path = fields.required("mean").flatMap(ValueReader::path);
    Optional<String> weight = fields.required("weight").flatMap(ValueReader::path);
    Optional<Double> scale = scale(fields);
    return path.flatMap(
        p -> weight.flatMap(w -> scale.map(factor -> new Value.Mean(p, w, factor))));
  }

  private static Optional<Value> distinct(YamlNode.Fields fields) {
    Optional<Condition> when = condition(fields, "when");
    Optional<Condition> never = condition(fields, "never");
    return fields
        .required("distinct")
        .flatMap(ValueReader::path)
        .map(path -> new Value.Distinct(path, when, never));
  }

  private static Optional<Value> newest(YamlNode.Fields fields) {
    Optional<Figure> figure = figure(fields, "newest");
    return fields
        .required("by")
        .flatMap(ValueReader::path)
        .flatMap(by -> figure.map(read -> new Value.Newest(read, by)));
  }

  private static Optional<Figure> figure(YamlNode.Fields fields, String way) {
    Optional<String> path = fields.required(way).flatMap(ValueReader::path);
    Optional<FigureForm> form = FigureForm.of(fields);
    return path.flatMap(p -> form.map(read -> read.figure(p)));
  }

  static Optional<Condition> condition(YamlNode.Fields fields, String key) {
    return fields
        .optional(key)
        .flatMap(node -> node.text().flatMap(text -> Syntax.condition(text, node::mistake)));
  }

  private static Optional<String> pathOrRows(YamlNode node) {
    return path(node).map(path -> path.equals(ROWS) ? Value.ROWS : path);
  }

  static Optional<Double> number(YamlNode node) {
    return node.text(Syntax.NUMBER, Syntax.NUMBER_FORM).map(Double::valueOf);
  }

  private ValueReader() {}
}
