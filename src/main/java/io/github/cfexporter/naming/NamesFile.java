package io.github.cfexporter.naming;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the files of this room, which come with the jar; tests read each of them. */
final class NamesFile {

  /** The mapping that {@code names/<name>.yaml} holds, in its order. */
  static Map<String, Object> read(String name) {
    String file = "names/" + name + ".yaml";
    try (InputStream in = NamesFile.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      Map<String, Object> entries = new LinkedHashMap<>();
      root.forEach((key, value) -> entries.put((String) key, value));
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private NamesFile() {}
}
