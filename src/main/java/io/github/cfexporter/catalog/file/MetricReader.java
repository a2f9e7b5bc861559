package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
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
      Set.of("name", "peerName", "help", "each", "labels", "counter", "gauge");
  private static final Set<String> REST_KEYS =
      Set.of("name", "peerName", "help", "each", "labels", "when", "defaults", "gauge");
  private static final String COUNTER_ENDING = "_total";
  private static final String SHARING =
      "; sources of one file may share it if its series differ in a constant label,"
          + " and it in nothing else";
  private static final String RESERVED_ENDING = "_created";

  private final List<Label> labelsOfSource;
  private final Map<String, Declaration> declared;
  private final boolean rest;

  /** Reads metrics of a dataset. */
  MetricReader(List<Label> labelsOfSource, Map<String, Declaration> declared) {
    this(labelsOfSource, declared, false);
  }

  /** Reads what metrics of a REST resource have in common with those. */
  static MetricReader ofResource(Map<String, Declaration> declared) {
    return new MetricReader(List.of(), declared, true);
  }

  /**
   * @param declared where each family known so far was declared, by name; grows
   */
  private MetricReader(
      List<Label> labelsOfSource, Map<String, Declaration> declared, boolean rest) {
    this.labelsOfSource = labelsOfSource;
    this.declared = declared;
    this.rest = rest;
  }

  List<Metric> read(YamlNode node) {
    YamlNode.Fields fields = node.fields(rest ? REST_KEYS : KEYS);
    Optional<String> name = name(fields);
    Optional<String> help = help(fields, name);
    Optional<String> each =
        fields.optional("each").filter(list -> !rest).flatMap(ValueReader::path);
    List<Label> labels = fields
        .optional("labels")
        .map(own -> LabelReader.ofMetric(own, labelsOfSource, rest))
        .orElse(labelsOfSource);
    List<Variant> variants = variants(fields);
    name.filter(n -> !fields.has("peerName")).ifPresent(n -> checkEnding(n, fields));
    labels.forEach(label -> checkRowPaths(label, each, node));
    checkPerLabel(variants, labels, node);
    checkTop(variants, labels, node);
    if (name.isEmpty() || help.isEmpty()) {
      return List.of();
    }
    List<Metric> metrics = variants.stream()
        .map(variant ->
            new Metric(name.get(), help.get(), each, variant.with(labels), variant.value()))
        .toList();
    declare(name.get(), help.get(), metrics, node);
    return metrics;
  }

  private void declare(String name, String help, List<Metric> metrics, YamlNode node) {
    Declaration known = declared.get(name);
    if (known == null) {
      declared.put(
          name,
          new Declaration(
              Optional.of(node.file()), node.file() + ":" + node.line(), help, metrics));
    } else if (!known.goesOnIn(node.file(), help, metrics)) {
      node.mistake("metric " + name + " was declared at " + known.place()
          + (known.isIn(node.file()) ? SHARING : ""));
    } else {
      declared.put(name, known.with(metrics));
    }
  }

  private static Optional<String> name(YamlNode.Fields fields) {
    if (fields.owner().isMapping() && fields.has("name") == fields.has("peerName")) {
      fields.owner().mistake(fields.has("name") ? "has name and peerName" : "name is missing");
    }
    return fields
        .optional("name")
        .or(() -> fields.optional("peerName"))
        .flatMap(node -> node.text(Syntax.METRIC, Syntax.METRIC_FORM));
  }

  /** Written once for a family that several sources have. */
  private Optional<String> help(YamlNode.Fields fields, Optional<String> name) {
    Optional<Declaration> first = name.map(declared::get);
    return first.isPresent() && !fields.has("help")
        ? first.map(Declaration::help)
        : fields.required("help").flatMap(YamlNode::text);
  }

  private List<Variant> variants(YamlNode.Fields fields) {
    if (rest) {
      return fields.required("gauge").map(VariantReader::gauges).orElse(List.of());
    }
    if (fields.owner().isMapping() && fields.has("counter") == fields.has("gauge")) {
      fields.owner().mistake("a metric needs either counter or gauge");
    }
    return fields
        .optional("counter")
        .map(VariantReader::counters)
        .or(() -> fields.optional("gauge").map(VariantReader::gauges))
        .orElse(List.of());
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

  /** Only sums can be put together. */
  private static void checkTop(List<Variant> variants, List<Label> labels, YamlNode node) {
    long tops = labels.stream().filter(label -> label.top().isPresent()).count();
    boolean counters = variants.stream().allMatch(variant -> variant.value().isCounter());
    if (tops > 1) {
      node.mistake("only one label of a metric may have top");
    } else if (tops == 1 && !counters) {
      node.mistake("top is for labels of counters only");
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
}
