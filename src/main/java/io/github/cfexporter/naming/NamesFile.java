package io.github.cfexporter.naming;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the files of this room, which come with the jar; tests read each of them. */
final class NamesFile {

  /** The mapping that {@code names/<name>.yaml} holds, in its order; scalars are texts. */
  static Map<?, ?> read(String name) {
    String file = "names/" + name + ".yaml";
    try (InputStream in = NamesFile.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      Node root = YamlText.root(new String(in.readAllBytes(), UTF_8)).orElseThrow();
      return (Map<?, ?>) YamlText.plain(root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private NamesFile() {}
}
