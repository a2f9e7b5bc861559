package io.github.cfexporter.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What settings are read from. An empty or blank environment variable counts as not set.
 *
 * @param overrides key to text, set at runtime
 * @param environment every variable of the process
 * @param file key to text, as the configuration file has it
 * @param secretFiles reads what a variable ending in {@code _FILE} points at
 */
public record Sources(
    Map<String, String> overrides,
    Map<String, String> environment,
    Map<String, String> file,
    SecretFiles secretFiles) {

  /** Reads the secret that a file holds, each time anew. */
  @FunctionalInterface
  public interface SecretFiles {
    String read(Path file) throws IOException;
  }

  public Sources {
    overrides = Map.copyOf(overrides);
    environment = Map.copyOf(environment);
    file = Map.copyOf(file);
  }

  /** The same, but with nothing set at runtime: what {@code GET /config/defaults} shows. */
  public Sources withoutOverrides() {
    return new Sources(Map.of(), environment, file, secretFiles);
  }

  public Sources withOverrides(Map<String, String> others) {
    return new Sources(others, environment, file, secretFiles);
  }

  public Sources withFile(Map<String, String> content) {
    return new Sources(overrides, environment, content, secretFiles);
  }

  /** The same, but secrets are read in another way. */
  public Sources withSecretFiles(SecretFiles files) {
    return new Sources(overrides, environment, file, files);
  }

  /** The environment holds secrets, so none of it is shown. */
  @Override
  public String toString() {
    return "Sources[overrides=" + overrides.keySet() + ", file=" + file.keySet() + "]";
  }
}
