package io.github.cfexporter.http.webconfig;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file. Its keys are asked for by name; those that nobody asks for are refused
 * at the end. Values are never shown: some are secrets.
 */
final class YamlSection {
  private final String file;
  private final String path;
  private final List<Mistake> mistakes;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * The section that a node holds; one without keys if there is no node.
   *
   * @param path of its keys, such as {@code tls_server_config.}
   * @param mistakes where what is wrong goes
   */
  YamlSection(String file, String path, Optional<Node> node, List<Mistake> mistakes) {
    this.file = file;
    this.path = path;
    this.mistakes = mistakes;
    node.filter(given -> !YamlText.isNull(given)).ifPresent(this::readKeys);
  }

  private void readKeys(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      String name = path.isEmpty() ? "the file" : path.substring(0, path.length() - 1);
      refuse(node, name + " is refused, allowed are lines \"key: value\"");
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        refuse(entry.getKeyNode(), "allowed is a text as a key");
      } else if (entries.putIfAbsent(key.getValue(), entry) != null) {
        refuse(key, path + key.getValue() + " is set a second time, allowed is once");
      }
    }
  }

  /** What is below a key, as a section of its own. */
  YamlSection section(String key) {
    return new YamlSection(file, path + key + '.', value(key), mistakes);
  }

  /** The text of a key; none where it has no value or an empty one, as the toolkit has it. */
  Optional<String> text(String key) {
    return value(key).flatMap(node -> {
      if (node instanceof ScalarNode scalar) {
        return Optional.of(scalar.getValue());
      }
      refuse(key, "is refused, allowed is one text");
      return Optional.empty();
    });
  }

  boolean flag(String key, boolean fallback) {
    return oneOf(key, Map.of("true", true, "false", false), fallback);
  }

  /** One of several words. */
  <T> T oneOf(String key, Map<String, T> choices, T fallback) {
    Optional<String> text = text(key).filter(word -> !word.isEmpty());
    if (text.isPresent() && !choices.containsKey(text.get())) {
      refuse(key, "is refused, allowed is " + either(choices.keySet()));
    }
    return text.map(choices::get).orElse(fallback);
  }

  List<String> texts(String key) {
    List<String> items = new ArrayList<>();
    value(key).ifPresent(node -> {
      if (node instanceof SequenceNode sequence
          && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
        sequence.getValue().forEach(item -> items.add(((ScalarNode) item).getValue()));
      } else {
        refuse(key, "is refused, allowed is a list of texts");
      }
    });
    return items;
  }

  /** Every key, whatever it is called, with its text. */
  Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    List.copyOf(entries.keySet())
        .forEach(key -> text(key).ifPresent(value -> pairs.put(key, value)));
    return pairs;
  }

  /** Notes what is wrong with a key that was asked for. */
  void refuse(String key, String problem) {
    if (entries.containsKey(key)) {
      refuse(entries.get(key).getKeyNode(), path + key + " " + problem);
    } else {
      mistakes.add(new Mistake(file, path + key + " " + problem));
    }
  }

  /** To be called when everything has been asked for. */
  void finish() {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        String unknown = path + key + " is unknown, allowed is " + either(known);
        refuse(entry.getKeyNode(), unknown);
      }
    });
  }

  private Optional<Node> value(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key))
        .map(NodeTuple::getValueNode)
        .filter(node -> !YamlText.isNull(node));
  }

  private void refuse(Node node, String problem) {
    mistakes.add(new Mistake(file + " line " + YamlText.line(node), problem));
  }

  static String either(Set<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }
}
