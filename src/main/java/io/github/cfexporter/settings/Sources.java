package io.github.cfexporter.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What settings are read from. An empty or blank environment variable counts as not set.
 *
 * @param overrides key to text, set at runtime
 * @param environment every variable of the process, and what its arguments set in their place
 * @param file key to text, as the configuration file has it
 * @param arguments the variables that were set by arguments
 * @param secretFiles reads what a variable ending in {@code _FILE} points at
 */
public record Sources(
    Map<String, String> overrides,
    Map<String, String> environment,
    Map<String, String> file,
    Set<String> arguments,
    SecretFiles secretFiles) {

  /** Without arguments. */
  public Sources(
      Map<String, String> overrides,
      Map<String, String> environment,
      Map<String, String> file,
      SecretFiles secretFiles) {
    this(overrides, environment, file, Set.of(), secretFiles);
  }

  /** Reads the secret that a file holds, each time anew. */
  @FunctionalInterface
  public interface SecretFiles {
    String read(Path file) throws IOException;
  }

  public Sources {
    overrides = Map.copyOf(overrides);
    environment = Map.copyOf(environment);
    file = Map.copyOf(file);
    arguments = Set.copyOf(arguments);
  }

  /** The same, but with nothing set at runtime: what {@code GET /config/defaults} shows. */
  public Sources withoutOverrides() {
    return withOverrides(Map.of());
  }

  public Sources withOverrides(Map<String, String> others) {
    return new Sources(others, environment, file, arguments, secretFiles);
  }

  public Sources withFile(Map<String, String> content) {
    return new Sources(overrides, environment, content, arguments, secretFiles);
  }

  /** The same, but secrets are read in another way. */
  public Sources withSecretFiles(SecretFiles files) {
    return new Sources(overrides, environment, file, arguments, files);
  }

  /** The same, with arguments in place of the variables that they set. */
  public Sources withArguments(Map<String, String> given) {
    Map<String, String> both = new HashMap<>(environment);
    both.putAll(given);
    return new Sources(overrides, both, file, given.keySet(), secretFiles);
  }

  /** The environment holds secrets, so none of it is shown. */
  @Override
  public String toString() {
    return "Sources[overrides=" + overrides.keySet() + ", file=" + file.keySet() + "]";
  }
}
