package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
}
