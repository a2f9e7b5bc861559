package io.github.cfexporter.yaml;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The one place where YAML is parsed. What comes out are nodes, not values: YAML would turn {@code no}
 * into false and {@code 0123} into 83, and forget the lines, before anybody could say what is wrong.
 */
public final class YamlText {

  /**
   * The root of a text; empty where it holds nothing.
   *
   * @throws InvalidYaml if it is no YAML, or nested or repeated beyond the library's limits
   */
  public static Optional<Node> root(String text) {
    try {
      return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new InvalidYaml(e.getProblem(), line, e);
    } catch (YAMLException e) { // such as a control character, which has no line
      throw new InvalidYaml(e.getMessage().lines().findFirst().orElse(""), 0, e);
    }
  }

  /** Whether a key has no value: {@code key:} or {@code key: null}. */
  public static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  /** Counted from 1. */
  public static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** Mappings in their order, lists and texts, of files that come with the jar. */
  public static Object plain(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> entries = new LinkedHashMap<>();
      mapping
          .getValue()
          .forEach(entry ->
              entries.put((String) plain(entry.getKeyNode()), plain(entry.getValueNode())));
      return entries;
    }
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(YamlText::plain).toList()
        : ((ScalarNode) node).getValue();
  }

  private YamlText() {}
}
