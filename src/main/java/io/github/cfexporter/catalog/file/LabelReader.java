package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Label.Transform;
import io.github.cfexporter.catalog.rest.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code labels}. A source's are what its metrics have unless they say otherwise; a metric's,
 * when written, are its whole set: a list picks from the source's, a mapping declares its own.
 */
final class LabelReader {
  private static final Set<String> READ_KEYS = Set.of("field", "fields", "as", "values", "top");
  private static final Set<String> CONSTANT_KEYS = Set.of("constant");
  private static final Set<String> LOOKUP_KEYS = Set.of("find", "in", "where", "is");
  private static final Set<String> RESERVED = Set.of("zone", "account");

  /** Transforms that a file may name after {@code as}. */
  private static final Map<String, Transform> BY_WORD = Arrays.stream(Transform.values())
      .filter(transform -> transform.arity > 0)
      .collect(Collectors.toMap(
          Transform::word, transform -> transform, (one, other) -> one, LinkedHashMap::new));

  static List<Label> ofSource(YamlNode labels) {
    return declared(labels, false);
  }

  /** @param lookups whether a label may be looked up in a list, as REST resources can */
  static List<Label> ofMetric(YamlNode labels, List<Label> ofSource, boolean lookups) {
    return labels.isMapping() ? declared(labels, lookups) : picked(labels.items(), ofSource);
  }

  private static List<Label> declared(YamlNode labels, boolean lookups) {
    List<Label> read = new ArrayList<>();
    labels.entries().forEach((name, node) -> {
      boolean lookup = lookups && node.isMapping() && node.entries().containsKey("find");
      (lookup ? lookup(name, node) : label(name, node)).ifPresent(read::add);
    });
    return read;
  }

  private static Optional<Label> lookup(String text, YamlNode node) {
    Optional<String> name = name(node, text);
    YamlNode.Fields fields = node.fields(LOOKUP_KEYS);
    Optional<String> field = fields.required("find").flatMap(LabelReader::path);
    Optional<String> in = fields.required("in").flatMap(LabelReader::path);
    Optional<String> where = fields.required("where").flatMap(LabelReader::path);
    Optional<String> is = fields.required("is").flatMap(LabelReader::path);
    if (field.isEmpty() || in.isEmpty() || where.isEmpty() || is.isEmpty()) {
      return Optional.empty();
    }
    String path = new Lookup(field.get(), in.get(), where.get(), is.get()).path();
    return name.map(n -> new Label(n, List.of(path), Transform.TEXT, ""));
  }

  /** Checks a name that becomes a label. */
  static Optional<String> name(YamlNode at, String name) {
    if (!Syntax.LABEL.matcher(name).matches()) {
      at.mistake("label name \"" + name + "\" must be " + Syntax.LABEL_FORM);
      return Optional.empty();
    }
    if (RESERVED.contains(name)) {
      at.mistake("label " + name + " is given by the scope; name this one otherwise");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private static List<Label> picked(List<YamlNode> names, List<Label> ofSource) {
    Map<String, Label> known = new LinkedHashMap<>();
    ofSource.forEach(label -> known.put(label.name(), label));
    List<Label> picked = new ArrayList<>();
    for (YamlNode node : names) {
      Optional<Label> label = node.text().map(known::get);
      if (label.isEmpty() && node.isText()) {
        node.mistake("no such label in this source, whose labels are " + known.keySet());
      } else if (label.isPresent() && picked.contains(label.get())) {
        node.mistake("label " + label.get().name() + " is listed twice");
      }
      label.ifPresent(picked::add);
    }
    return picked;
  }

  private static Optional<Label> label(String text, YamlNode node) {
    Optional<String> name = name(node, text);
    if (!node.isMapping()) {
      Optional<String> path = path(node);
      return name.flatMap(n -> path.map(p -> new Label(n, List.of(p), Transform.TEXT, "")));
    }
    if (node.entries().containsKey("constant")) {
      Optional<String> constant =
          node.fields(CONSTANT_KEYS).required("constant").flatMap(YamlNode::text);
      return name.flatMap(n -> constant.map(c -> new Label(n, List.of(), Transform.CONSTANT, c)));
    }
    YamlNode.Fields fields = node.fields(READ_KEYS);
    Optional<Transform> as = fields.required("as").flatMap(LabelReader::transform);
    List<String> paths = paths(fields);
    if (as.isPresent() && !paths.isEmpty() && as.get().arity != paths.size()) {
      node.mistake(as.get().word() + " reads " + as.get().arity + " fields, not " + paths.size());
    }
    Map<String, String> values = values(fields, as);
    OptionalInt top = top(fields);
    return name.flatMap(n -> as.map(transform -> new Label(n, paths, transform, "", values, top)));
  }

  private static OptionalInt top(YamlNode.Fields fields) {
    return fields
        .optional("top")
        .flatMap(node -> node.text(Syntax.ROWS, Syntax.TOP_FORM))
        .map(most -> OptionalInt.of(Integer.parseInt(most)))
        .orElse(OptionalInt.empty());
  }

  private static Map<String, String> values(YamlNode.Fields fields, Optional<Transform> as) {
    boolean table = as.filter(Transform.ENUM::equals).isPresent();
    if (as.isPresent() && table != fields.has("values")) {
      fields.owner().mistake(table ? "values is missing" : "values are for enum only");
    }
    Map<String, String> values = new LinkedHashMap<>();
    fields
        .optional("values")
        .map(YamlNode::someEntries)
        .orElse(Map.of())
        .forEach((text, node) -> node.text().ifPresent(word -> values.put(text, word)));
    return values;
  }

  private static Optional<Transform> transform(YamlNode node) {
    Optional<Transform> transform = node.text().map(BY_WORD::get);
    if (transform.isEmpty() && node.isText()) {
      node.mistake("unknown transform; allowed are " + String.join(", ", BY_WORD.keySet()));
    }
    return transform;
  }

  private static List<String> paths(YamlNode.Fields fields) {
    if (fields.has("field") == fields.has("fields")) {
      fields.owner().mistake("needs either field or fields");
    }
    List<String> paths = new ArrayList<>();
    fields.optional("field").flatMap(LabelReader::path).ifPresent(paths::add);
    fields
        .optional("fields")
        .ifPresent(list -> list.items().forEach(item -> path(item).ifPresent(paths::add)));
    return paths;
  }

  private static Optional<String> path(YamlNode node) {
    return node.text(Syntax.PATH, Syntax.PATH_FORM);
  }

  private LabelReader() {}
}
