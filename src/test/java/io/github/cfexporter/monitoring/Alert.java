package io.github.cfexporter.monitoring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An alert of {@code conf/prometheus/alerts.yaml}. */
public record Alert(
    String name, String expr, Map<String, String> labels, Map<String, String> annotations) {
  static final Path FILE = Path.of("conf/prometheus/alerts.yaml");

  public Alert {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** All of them, in the order of the file. */
  public static List<Alert> all() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (Map<String, Object> group : maps(load(FILE).get("groups"))) {
      for (Map<String, Object> rule : maps(group.get("rules"))) {
        alerts.add(new Alert(
            (String) rule.get("alert"),
            (String) rule.get("expr"),
            texts(rule.get("labels")),
            texts(rule.get("annotations"))));
      }
    }
    return alerts;
  }

  /** A YAML file whose top is a mapping. */
  static Map<String, Object> load(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    }
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(Object list) {
    return list == null ? List.of() : (List<Map<String, Object>>) list;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> texts(Object map) {
    return (Map<String, String>) map;
  }
}
