package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as nodes, whose values are texts and whose lines are known. */
public final class YamlNodes {

  /**
   * The root of a text; null where it holds nothing.
   *
   * @param file the name for mistakes
   * @throws SettingsException with the line, if it is no YAML
   */
  public static Node compose(String file, String text) {
    try {
      return new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new SettingsException(
          new Mistake(file + " line " + line, "not valid YAML: " + e.getProblem()));
    } catch (YAMLException e) { // such as a control character, which has no line
      throw new SettingsException(new Mistake(
          file, "not valid YAML: " + e.getMessage().lines().findFirst().orElse("")));
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

  private YamlNodes() {}
}
