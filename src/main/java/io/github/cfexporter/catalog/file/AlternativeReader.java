package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Timing;
import io.github.cfexporter.catalog.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code else}: the nodes that together stand in for a source. A metric there names a family of
 * the source and tells where it is read from; its help, and the labels that the node does not have,
 * are those of the source: such labels are empty.
 */
final class AlternativeReader {
  private static final Set<String> NODE_KEYS =
      Set.of("name", "dataset", "time", "filter", "groupBy", "labels", "metrics");
  private static final Set<String> METRIC_KEYS =
      Set.of("name", "each", "labels", "counter", "gauge");

  private final Map<String, Metric> families = new LinkedHashMap<>();
  private final Timing timing;
  private final Set<String> names;
  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * @param metrics of the source
   * @param timing of the source
   * @param names of sources and nodes of the kind so far; grows
   */
  AlternativeReader(List<Metric> metrics, Timing timing, Set<String> names) {
    metrics.forEach(metric -> families.putIfAbsent(metric.name(), metric));
    this.timing = timing;
    this.names = names;
  }

  List<Source> read(YamlNode list) {
    List<Source> nodes = new ArrayList<>();
    list.someItems().forEach(node -> node(node).ifPresent(nodes::add));
    return nodes;
  }

  private Optional<Source> node(YamlNode node) {
    YamlNode.Fields fields = node.fields(NODE_KEYS);
    Optional<String> dataset =
        fields.required("dataset").flatMap(n -> n.text(Syntax.FIELD, Syntax.FIELD_FORM));
    Timing ofNode = TimingReader.ofAlternative(fields, dataset.orElse(""), timing);
    Optional<String> name = KindReader.sourceName(fields, dataset, names);
    Map<String, Object> filter =
        fields.optional("filter").map(FilterReader::filter).orElse(Map.of());
    List<String> groupBy = fields.optional("groupBy").map(KindReader::paths).orElse(List.of());
    List<Metric> metrics = metrics(fields);
    return name.flatMap(n -> dataset.map(
        d -> new Source(n, d, ofNode, filter, groupBy, OptionalInt.empty(), metrics, List.of())));
  }

  private List<Metric> metrics(YamlNode.Fields fields) {
    List<Label> labels = fields.optional("labels").map(LabelReader::ofSource).orElse(List.of());
    List<Metric> metrics = new ArrayList<>();
    for (YamlNode node : fields.required("metrics").map(YamlNode::someItems).orElse(List.of())) {
      metric(node, labels).ifPresent(metrics::add);
    }
    return metrics;
  }

  private Optional<Metric> metric(YamlNode node, List<Label> ofNode) {
    YamlNode.Fields fields = node.fields(METRIC_KEYS);
    Optional<Metric> family = fields.required("name").flatMap(this::family);
    Optional<String> each = fields.optional("each").flatMap(ValueReader::path);
    List<Label> labels = fields
        .optional("labels")
        .map(own -> LabelReader.ofMetric(own, ofNode, false))
        .orElse(ofNode);
    labels.forEach(label -> MetricReader.checkRowPaths(label, each, node));
    Optional<Value> value = value(fields);
    return family.flatMap(first -> value.flatMap(read -> {
      Metric metric =
          new Metric(first.name(), first.help(), each, filled(first, labels, node), read);
      if (metric.type() != first.type()) {
        node.mistake(first.name() + " must be a " + first.type().word() + " here, too");
      }
      if (read.shownDecimals() != first.value().shownDecimals()) {
        node.mistake(first.name() + " must be counted in the same unit here, too");
      }
      return Optional.of(metric);
    }));
  }

  private Optional<Metric> family(YamlNode node) {
    Optional<String> name = node.text(Syntax.METRIC, Syntax.METRIC_FORM);
    Optional<Metric> family = name.map(families::get);
    if (name.isPresent() && family.isEmpty()) {
      node.mistake("metric " + name.get() + " is none of the source's, which are "
          + String.join(", ", families.keySet()));
    }
    family
        .map(known -> lines.putIfAbsent(known.name(), node.line()))
        .ifPresent(
            line -> node.mistake("metric " + name.get() + " is read at line " + line + " already"));
    return family;
  }

  private static Optional<Value> value(YamlNode.Fields fields) {
    if (fields.owner().isMapping() && fields.has("counter") == fields.has("gauge")) {
      fields.owner().mistake("a metric needs either counter or gauge");
    }
    return fields
        .optional("counter")
        .flatMap(ValueReader::counter)
        .or(() -> fields.optional("gauge").flatMap(ValueReader::gauge));
  }

  /** The labels of the family in their order, because series are known by them; empty ones filled in. */
  private static List<Label> filled(Metric family, List<Label> labels, YamlNode node) {
    Map<String, Label> own = new LinkedHashMap<>();
    labels.forEach(label -> own.put(label.name(), label));
    List<Label> all = new ArrayList<>();
    for (Label known : family.labels()) {
      Label label = own.remove(known.name());
      boolean status = known.as() == Label.Transform.STATUS;
      if (status != (label != null && label.as() == Label.Transform.STATUS)) {
        node.mistake("label " + known.name() + (status ? " must be" : " must not be")
            + " read as status, so that its series go on");
      }
      all.add(
          label != null ? label : new Label(known.name(), List.of(), Label.Transform.CONSTANT, ""));
    }
    if (!own.isEmpty()) {
      node.mistake("no such label in " + family.name() + ": " + String.join(", ", own.keySet()));
    }
    return all;
  }
}
