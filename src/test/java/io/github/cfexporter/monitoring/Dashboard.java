package io.github.cfexporter.monitoring;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A dashboard of {@code conf/grafana}. */
public record Dashboard(String file, JsonObject json) {
  static final Path FOLDER = Path.of("conf/grafana");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /**
   * An expression of a panel.
   *
   * @param where dashboard and panel
   * @param expr with Grafana's variables
   */
  public record Query(String where, String expr) {}

  /** All of them, in the order of their names. */
  public static List<Dashboard> all() throws IOException {
    List<Dashboard> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file :
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        all.add(
            new Dashboard(file.getFileName().toString(), new JsonObject(Files.readString(file))));
      }
    }
    return all;
  }

  String uid() {
    return json.getString("uid");
  }

  /** Panels and rows. */
  List<JsonObject> places() {
    return objects(json.getJsonArray("panels"));
  }

  List<JsonObject> panels() {
    return places().stream()
        .filter(panel -> !panel.getString("type").equals("row"))
        .toList();
  }

  /** Variables that a person chooses. */
  List<JsonObject> variables() {
    return objects(json.getJsonObject("templating").getJsonArray("list"));
  }

  /** Everything that Prometheus is asked for by panels. */
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonObject panel : panels()) {
      for (JsonObject target : objects(panel.getJsonArray("targets"))) {
        queries.add(new Query(file + ": " + panel.getString("title"), target.getString("expr")));
      }
    }
    return queries;
  }

  /** What asks Prometheus for the values that variables may have. */
  public List<String> choices() {
    return variables().stream()
        .filter(variable -> variable.getString("type").equals("query"))
        .map(variable -> variable.getJsonObject("query").getString("query"))
        .map(call -> LABEL_VALUES.matcher(call).replaceFirst("count by ($2) ($1)"))
        .toList();
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
