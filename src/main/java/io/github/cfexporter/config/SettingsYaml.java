package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML as text. Its nodes, not its values, are looked at, because YAML would turn {@code no}
 * into false and {@code 0123} into 83 before a setting's own rule could judge them.
 */
final class SettingsYaml {
  private static final String SHAPE = "a line \"key: value\" for each setting";

  private final String file;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  SettingsYaml(String file) {
    this.file = file;
  }

  /** Text by key, without keys that have no value ({@code key:} or {@code key: null}). */
  Map<String, String> read(String text) {
    ConfigurationYaml.root(file, text).ifPresent(this::readRoot);
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return values;
  }

  private void readRoot(Node root) {
    if (root instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::readEntry);
    } else if (!YamlText.isNull(root)) {
      refuse(root, "allowed is " + SHAPE);
    }
  }

  private void readEntry(NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
      refuse(entry.getKeyNode(), "allowed is " + SHAPE);
      return;
    }
    String key = keyNode.getValue();
    Integer earlier = lines.putIfAbsent(key, YamlText.line(keyNode));
    if (earlier != null) {
      refuse(keyNode, key + " is set a second time, allowed is once; first in line " + earlier);
    } else if (!YamlText.isNull(entry.getValueNode())) {
      readValue(key, entry.getValueNode());
    }
  }

  private void readValue(String key, Node value) {
    if (value instanceof ScalarNode scalar) {
      values.put(key, scalar.getValue());
    } else if (value instanceof SequenceNode sequence
        && Settings.named(key).map(Setting::isList).orElse(true)
        && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      values.put(
          key,
          sequence.getValue().stream()
              .map(item -> ((ScalarNode) item).getValue())
              .collect(Collectors.joining(",")));
    } else if (value instanceof MappingNode mapping
        && Settings.named(key).map(Setting::isMapping).orElse(false)) {
      values.put(key, entries(mapping));
    } else {
      String allowed =
          Settings.named(key).map(Setting::allowed).orElse("one value, or a list of them");
      refuse(value, key + " has a nested value, allowed is " + allowed);
    }
  }

  /** A mapping in one line, as the setting's own rule reads it. */
  private static String entries(MappingNode mapping) {
    return mapping.getValue().stream()
        .map(entry -> line(entry.getKeyNode()) + ": " + line(entry.getValueNode()))
        .collect(Collectors.joining(", "));
  }

  private static String line(Node node) {
    if (node instanceof MappingNode mapping) {
      return "{" + entries(mapping) + "}";
    } else if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream()
          .map(SettingsYaml::line)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    return word.matches("[^\\s{}\\[\\]:,\"']+") ? word : '"' + word + '"';
  }

  private void refuse(Node node, String problem) {
    mistakes.add(new Mistake(file + " line " + YamlText.line(node), problem));
  }
}
