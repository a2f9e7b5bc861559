package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads what follows {@code counter} and {@code gauge} where it may be several values of one row, each
 * with another constant label: those of {@code per}.
 */
final class VariantReader {
  private static final Set<String> COUNTERS = Set.of("per", "path", "scale", "digits");
  private static final Set<String> SINGLES = Set.of("per", "single", "scale", "drop", "as");
  private static final Set<String> STATES = Set.of("per", "state", "of", "by");

  static List<Variant> counters(YamlNode node) {
    if (!isPer(node)) {
      return ValueReader.counter(node).map(VariantReader::only).orElse(List.of());
    }
    YamlNode.Fields fields = node.fields(COUNTERS);
    Optional<String> label = label(fields);
    Optional<Value.Precision> precision = ValueReader.precision(fields);
    return paths(
        fields,
        "path",
        label,
        path -> precision.map(new Value.Sum(path, Optional.empty(), true)::shown));
  }

  static List<Variant> gauges(YamlNode node) {
    if (!isPer(node)) {
      return ValueReader.gauge(node).map(VariantReader::only).orElse(List.of());
    }
    if (node.entries().containsKey("state")) {
      return states(node.fields(STATES));
    }
    YamlNode.Fields fields = node.fields(SINGLES);
    Optional<String> label = label(fields);
    Optional<FigureForm> form = FigureForm.of(fields);
    return paths(
        fields, "single", label, path -> form.map(read -> new Value.Single(read.figure(path))));
  }

  private static List<Variant> states(YamlNode.Fields fields) {
    Optional<String> label = label(fields);
    Optional<String> path = fields.required("state").flatMap(ValueReader::path);
    Optional<String> by = fields.optional("by").flatMap(ValueReader::path);
    List<Variant> variants = new ArrayList<>();
    for (YamlNode node : fields.required("of").map(YamlNode::someItems).orElse(List.of())) {
      Optional<String> word = node.text();
      if (label.isPresent() && path.isPresent() && word.isPresent()) {
        Value value = new Value.State(path.get(), word.get(), by);
        variants.add(variant(label.get(), word.get(), value));
      }
    }
    return variants;
  }

  private static List<Variant> paths(
      YamlNode.Fields fields,
      String key,
      Optional<String> label,
      Function<String, Optional<Value>> value) {
    Map<String, YamlNode> paths =
        fields.required(key).map(YamlNode::someEntries).orElse(Map.of());
    List<Variant> variants = new ArrayList<>();
    paths.forEach((constant, node) -> ValueReader.path(node)
        .flatMap(value)
        .ifPresent(read -> label.ifPresent(name -> variants.add(variant(name, constant, read)))));
    return variants;
  }

  private static Optional<String> label(YamlNode.Fields fields) {
    return fields
        .required("per")
        .flatMap(node -> node.text().flatMap(name -> LabelReader.name(node, name)));
  }

  private static Variant variant(String label, String constant, Value value) {
    return new Variant(
        Optional.of(new Label(label, List.of(), Label.Transform.CONSTANT, constant)), value);
  }

  private static boolean isPer(YamlNode node) {
    return node.isMapping() && node.entries().containsKey("per");
  }

  private static List<Variant> only(Value value) {
    return List.of(new Variant(Optional.empty(), value));
  }

  private VariantReader() {}
}
