package io.github.cfexporter.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the metrics of one source. An entry is one family and, as a rule, one {@link Metric}; with
 * {@code per} it is one for each value of a constant label:
 *
 * <pre>gauge: {per: quantile, single: {P50: quantiles.cpuTimeP50, P99: quantiles.cpuTimeP99}}</pre>
 */
final class MetricReader {
  private static final Set<String> KEYS =
      Set.of("name", "help", "each", "labels", "counter", "gauge");
  private static final Set<String> PER_KEYS = Set.of("per", "single", "scale");
  private static final String COUNTER_ENDING = "_total";
  private static final String RESERVED_ENDING = "_created";

  private final List<Label> labelsOfSource;
  private final Map<String, String> declared;

  /**
   * @param declared where each family known so far was declared, {@code file:line} by name; grows
   */
  MetricReader(List<Label> labelsOfSource, Map<String, String> declared) {
    this.labelsOfSource = labelsOfSource;
    this.declared = declared;
  }

  List<Metric> read(YamlNode node) {
    YamlNode.Fields fields = node.fields(KEYS);
    Optional<String> name = fields.required("name").flatMap(this::name);
    Optional<String> help = fields.required("help").flatMap(YamlNode::text);
    Optional<String> each = fields.optional("each").flatMap(ValueReader::path);
    List<Label> labels = fields
        .optional("labels")
        .map(own -> LabelReader.ofMetric(own, labelsOfSource))
        .orElse(labelsOfSource);
    List<Variant> variants = variants(fields);
    name.ifPresent(n -> checkEnding(n, fields));
    labels.forEach(label -> checkRowPaths(label, each, node));
    checkPerLabel(variants, labels, node);
    if (name.isEmpty() || help.isEmpty()) {
      return List.of();
    }
    return variants.stream()
        .map(variant ->
            new Metric(name.get(), help.get(), each, variant.with(labels), variant.value()))
        .toList();
  }

  private Optional<String> name(YamlNode node) {
    Optional<String> name = node.text(Syntax.METRIC, Syntax.METRIC_FORM);
    name.map(n -> declared.putIfAbsent(n, node.file() + ":" + node.line()))
        .ifPresent(first -> node.mistake("metric " + name.get() + " was declared at " + first));
    return name;
  }

  private static List<Variant> variants(YamlNode.Fields fields) {
    if (fields.owner().isMapping() && fields.has("counter") == fields.has("gauge")) {
      fields.owner().mistake("a metric needs either counter or gauge");
    }
    List<Variant> variants = new ArrayList<>();
    fields.optional("counter").flatMap(ValueReader::counter).ifPresent(v -> add(v, variants));
    fields.optional("gauge").ifPresent(gauge -> {
      if (gauge.isMapping() && gauge.entries().containsKey("per")) {
        variants.addAll(per(gauge.fields(PER_KEYS)));
      } else {
        ValueReader.gauge(gauge).ifPresent(value -> add(value, variants));
      }
    });
    return variants;
  }

  private static void add(Value value, List<Variant> variants) {
    variants.add(new Variant(Optional.empty(), value));
  }

  private static List<Variant> per(YamlNode.Fields fields) {
    Optional<String> label = fields
        .required("per")
        .flatMap(node -> node.text().flatMap(name -> LabelReader.name(node, name)));
    Optional<Double> scale = ValueReader.scale(fields);
    Map<String, YamlNode> paths =
        fields.required("single").map(YamlNode::someEntries).orElse(Map.of());
    List<Variant> variants = new ArrayList<>();
    paths.forEach((constant, node) -> {
      Optional<String> path = ValueReader.path(node);
      if (label.isPresent() && scale.isPresent() && path.isPresent()) {
        Label fixed = new Label(label.get(), List.of(), Label.Transform.CONSTANT, constant);
        Value value = new Value.Single(path.get(), scale.get());
        variants.add(new Variant(Optional.of(fixed), value));
      }
    });
    return variants;
  }

  /**
   * The ending tells whoever writes a query whether {@code rate()} may be used. OpenMetrics keeps {@code
   * _created} for the time at which a counter began.
   */
  private static void checkEnding(String name, YamlNode.Fields fields) {
    boolean total = name.endsWith(COUNTER_ENDING);
    if (fields.has("counter") && !total) {
      fields.owner().mistake("counter " + name + " must end in " + COUNTER_ENDING);
    }
    if (fields.has("gauge") && total) {
      fields.owner().mistake("gauge " + name + " must not end in " + COUNTER_ENDING);
    }
    if (name.endsWith(RESERVED_ENDING)) {
      fields.owner().mistake("metric " + name + " must not end in " + RESERVED_ENDING);
    }
  }

  static void checkRowPaths(Label label, Optional<String> each, YamlNode node) {
    if (each.isEmpty() && label.paths().stream().anyMatch(Label::isOfRow)) {
      node.mistake("label " + label.name() + " needs no \"row.\": the metric has no each");
    }
  }

  private static void checkPerLabel(List<Variant> variants, List<Label> labels, YamlNode node) {
    List<String> names = labels.stream().map(Label::name).toList();
    variants.stream()
        .flatMap(variant -> variant.fixed().stream())
        .filter(fixed -> names.contains(fixed.name()))
        .findFirst()
        .ifPresent(fixed -> node.mistake("label " + fixed.name() + " comes from per already"));
  }

  /** One value of a family, and the constant label that tells it from the others. */
  private record Variant(Optional<Label> fixed, Value value) {
    List<Label> with(List<Label> labels) {
      List<Label> all = new ArrayList<>(labels);
      fixed.ifPresent(all::add);
      return all;
    }
  }
}
