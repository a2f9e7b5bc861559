package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configuration file at one moment. Reading blocks, so do it off the event loop. */
public sealed interface SettingsFile {

  /** Text of every key that has a value. A file with nothing but comments has none. */
  record Valid(Map<String, String> values) implements SettingsFile {
    public Valid {
      values = Map.copyOf(values);
    }
  }

  /** No such file. */
  record Missing() implements SettingsFile {}

  /** Nothing but white space: most likely caught between truncation and writing. */
  record Empty() implements SettingsFile {}

  /** There, but not to be read as settings. */
  record Broken(List<Mistake> mistakes) implements SettingsFile {
    public Broken {
      mistakes = List.copyOf(mistakes);
    }
  }

  static SettingsFile read(Path file) {
    try {
      return parse(file.getFileName().toString(), SmallFile.read(file));
    } catch (NoSuchFileException e) {
      return new Missing();
    } catch (IOException e) {
      return new Broken(List.of(new Mistake(
          file.toString(),
          "cannot be read: " + SmallFile.cause(e) + "; allowed is a regular file of at most "
              + (SmallFile.LARGEST >> 20) + " MiB")));
    }
  }

  /**
   * Reads the file's text.
   *
   * @param name of the file, for messages
   */
  static SettingsFile parse(String name, String text) {
    if (text.isBlank()) {
      return new Empty();
    }
    try {
      return new Valid(new SettingsYaml(name).read(text));
    } catch (SettingsException e) {
      return new Broken(e.mistakes());
    }
  }

  /** As a sub-object, so that broken, empty and missing stay apart, and text stays text. */
  default JsonObject toJson() {
    if (this instanceof Valid valid) {
      JsonObject values = new JsonObject();
      valid.values().forEach(values::put);
      return new JsonObject().put("state", "valid").put("values", values);
    }
    if (this instanceof Broken broken) {
      JsonArray mistakes = new JsonArray();
      broken
          .mistakes()
          .forEach(mistake -> mistakes.add(
              new JsonObject().put("name", mistake.name()).put("problem", mistake.problem())));
      return new JsonObject().put("state", "broken").put("mistakes", mistakes);
    }
    return new JsonObject().put("state", this instanceof Missing ? "missing" : "empty");
  }

  static SettingsFile of(JsonObject json) {
    return switch (json.getString("state")) {
      case "valid" -> {
        Map<String, String> values = new HashMap<>();
        json.getJsonObject("values").forEach(e -> values.put(e.getKey(), (String) e.getValue()));
        yield new Valid(values);
      }
      case "broken" ->
        new Broken(json.getJsonArray("mistakes").stream()
            .map(JsonObject.class::cast)
            .map(each -> new Mistake(each.getString("name"), each.getString("problem")))
            .toList());
      case "missing" -> new Missing();
      case "empty" -> new Empty();
      default -> throw new IllegalArgumentException("no state of a file: " + json);
    };
  }
}
