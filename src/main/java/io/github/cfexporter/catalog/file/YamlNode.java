package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Mistake;
import io.github.cfexporter.yaml.InvalidYaml;
import io.github.cfexporter.yaml.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A node of a YAML file that knows where it stands and to whom its mistakes are told. Scalars are
 * text as it was written: {@code no}, {@code 1e3} and {@code 0777} mean nothing special here.
 *
 * <p>Reading goes on after a mistake, so that one reading finds them all; whoever reads a file must
 * look at its mistakes before it uses the result.
 */
record YamlNode(String file, Node node, List<Mistake> mistakes) {
  /** The root of a file; empty, with the mistake noted, when it is not YAML. */
  static Optional<YamlNode> root(String file, String text, List<Mistake> mistakes) {
    try {
      Optional<Node> root = YamlText.root(text);
      if (root.isEmpty()) {
        mistakes.add(
            new Mistake(file, 1, "the file is empty; it must say kind, scope and sources"));
      }
      return root.map(node -> new YamlNode(file, node, mistakes));
    } catch (InvalidYaml e) {
      mistakes.add(new Mistake(file, e.line().orElse(1), "not YAML: " + e.getMessage()));
      return Optional.empty();
    }
  }

  int line() {
    return YamlText.line(node);
  }

  void mistake(String message) {
    mistakes.add(new Mistake(file, line(), message));
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** The scalar as written; empty, with the mistake noted, when it is blank or not a scalar. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    mistake("must be a text, not " + sort());
    return Optional.empty();
  }

  /** The scalar if it has the given form; {@code form} tells in words what is allowed. */
  Optional<String> text(Pattern pattern, String form) {
    Optional<String> text = text();
    if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
      mistake("\"" + text.get() + "\" must be " + form);
      return Optional.empty();
    }
    return text;
  }

  /** A {@link Long} if the scalar is a bare whole number, otherwise its text. */
  Optional<Object> literal() {
    boolean bare =
        node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
    return text().flatMap(text -> bare ? Syntax.literal(text, this::mistake) : Optional.of(text));
  }

  /** The items of a list; none, with the mistake noted, when it is not a list. */
  List<YamlNode> items() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::child).toList();
    }
    mistake("must be a list, not " + sort());
    return List.of();
  }

  /** Like {@link #items}, but an empty list is a mistake too. */
  List<YamlNode> someItems() {
    List<YamlNode> items = items();
    if (isList() && items.isEmpty()) {
      mistake("the list must not be empty");
    }
    return items;
  }

  /** The entries of a mapping in their order; the first wins where a key is written twice. */
  Map<String, YamlNode> entries() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      mistake("must be a mapping of keys to values, not " + sort());
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = child(tuple.getKeyNode());
      key.text().ifPresent(name -> {
        if (entries.putIfAbsent(name, child(tuple.getValueNode())) != null) {
          key.mistake("key " + name + " is written twice");
        }
      });
    }
    return entries;
  }

  /** Like {@link #entries}, but an empty mapping is a mistake too. */
  Map<String, YamlNode> someEntries() {
    Map<String, YamlNode> entries = entries();
    if (isMapping() && entries.isEmpty()) {
      mistake("the mapping must not be empty");
    }
    return entries;
  }

  /** A mapping whose keys are a closed set: a key that is not in it is a mistake. */
  Fields fields(Set<String> allowed) {
    Map<String, YamlNode> entries = entries();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().stream()
          .map(tuple -> child(tuple.getKeyNode()))
          .filter(
              key -> key.node instanceof ScalarNode scalar && !allowed.contains(scalar.getValue()))
          .forEach(key -> key.mistake("unknown key " + ((ScalarNode) key.node).getValue()
              + "; allowed are " + String.join(", ", new TreeSet<>(allowed))));
    }
    return new Fields(this, entries);
  }

  private YamlNode child(Node child) {
    return new YamlNode(file, child, mistakes);
  }

  private String sort() {
    if (isMapping()) {
      return "a mapping";
    }
    return isList() ? "a list" : "empty";
  }

  /** The entries of a mapping with a closed set of keys. */
  record Fields(YamlNode owner, Map<String, YamlNode> entries) {
    boolean has(String key) {
      return entries.containsKey(key);
    }

    Optional<YamlNode> optional(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    Optional<YamlNode> required(String key) {
      if (owner.isMapping() && !has(key)) {
        owner.mistake(key + " is missing");
      }
      return optional(key);
    }
  }
}
