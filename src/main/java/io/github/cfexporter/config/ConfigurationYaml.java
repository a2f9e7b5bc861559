package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.yaml.InvalidYaml;
import io.github.cfexporter.yaml.YamlText;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Files of the configuration as YAML. */
public final class ConfigurationYaml {

  /**
   * The root of a file; empty where it holds nothing.
   *
   * @param file the name for mistakes
   * @throws SettingsException with the line, if it is no YAML
   */
  public static Optional<Node> root(String file, String text) {
    try {
      return YamlText.root(text);
    } catch (InvalidYaml e) {
      String place = e.line().isPresent() ? file + " line " + e.line().getAsInt() : file;
      throw new SettingsException(new Mistake(place, "not valid YAML: " + e.getMessage()));
    }
  }

  private ConfigurationYaml() {}
}
