package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.rest.ElementPath;
import io.github.cfexporter.catalog.rest.Lookup;
import io.github.cfexporter.catalog.rest.RestMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the metrics of a REST resource: what those of datasets have, and what only these have. */
final class RestMetricReader {
  private final MetricReader reader;
  private final boolean hasParent;

  RestMetricReader(Map<String, Declaration> declaredMetrics, boolean hasParent) {
    this.reader = MetricReader.ofResource(declaredMetrics);
    this.hasParent = hasParent;
  }

  List<RestMetric> read(YamlNode node) {
    Map<String, YamlNode> entries = node.entries();
    ElementPath each = Optional.ofNullable(entries.get("each"))
        .flatMap(RestMetricReader::elementPath)
        .orElse(ElementPath.NONE);
    List<Condition> when = Optional.ofNullable(entries.get("when"))
        .map(RestMetricReader::conditions)
        .orElse(List.of());
    Map<String, Object> defaults = Optional.ofNullable(entries.get("defaults"))
        .map(RestMetricReader::defaults)
        .orElse(Map.of());
    List<RestMetric> metrics = reader.read(node).stream()
        .map(metric -> new RestMetric(metric, each, when, defaults))
        .toList();
    metrics.forEach(metric -> check(metric, node));
    return metrics;
  }

  /** A condition, or a list of them that all must hold. */
  static List<Condition> conditions(YamlNode node) {
    List<YamlNode> nodes = node.isList() ? node.someItems() : List.of(node);
    return nodes.stream()
        .flatMap(one ->
            one.text().stream().flatMap(text -> Syntax.condition(text, one::mistake).stream()))
        .toList();
  }

  static Optional<ElementPath> elementPath(YamlNode node) {
    return node.text(Syntax.ELEMENTS, Syntax.ELEMENTS_FORM).map(ElementPath::of);
  }

  private static Map<String, Object> defaults(YamlNode node) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    node.someEntries().forEach((path, value) -> {
      if (!Syntax.PATH.matcher(path).matches()) {
        value.mistake("\"" + path + "\" must be " + Syntax.PATH_FORM);
      }
      value.literal().ifPresent(literal -> defaults.put(path, literal));
    });
    return defaults;
  }

  private void check(RestMetric metric, YamlNode node) {
    List<String> keys = metric.each().steps().stream()
        .filter(ElementPath::keepsKeys)
        .map(ElementPath::nameOf)
        .toList();
    for (String path : plain(metric)) {
      if (path.startsWith(RestMetric.PARENT) && !hasParent) {
        node.mistake(path + " cannot be read: the resource has no parent");
      }
      if (path.startsWith(RestMetric.KEY)
          && !keys.contains(path.substring(RestMetric.KEY.length()))) {
        node.mistake(path + " cannot be read: each keeps the keys " + keys);
      }
    }
  }

  /** Paths, those of lookups included. */
  private static List<String> plain(RestMetric metric) {
    List<String> paths = new ArrayList<>();
    for (String path : metric.paths()) {
      Lookup.of(path)
          .map(lookup -> Stream.of(lookup.in(), lookup.is()))
          .orElseGet(() -> Stream.of(path))
          .forEach(paths::add);
    }
    return paths;
  }
}
