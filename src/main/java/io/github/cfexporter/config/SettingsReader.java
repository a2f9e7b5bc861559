package io.github.cfexporter.config;

import io.github.cfexporter.catalog.live.TakenNames;
import io.github.cfexporter.settings.Deployment;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.NetworkSettings;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads settings from this machine: environment, configuration file and secret files. Blocks. */
public final class SettingsReader {
  private final Map<String, String> environment;
  private final Map<String, String> arguments;

  public SettingsReader(Map<String, String> environment) {
    this(environment, Map.of());
  }

  /** @param arguments what was set in place of variables, by their names */
  public SettingsReader(Map<String, String> environment, Map<String, String> arguments) {
    this.environment = withLowerCase(environment);
    this.arguments = Map.copyOf(arguments);
  }

  /** Other programs know these in lower case; where both are set, the usual one counts. */
  private static Map<String, String> withLowerCase(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    for (Setting<?> setting : List.of(NetworkSettings.HTTPS_PROXY, NetworkSettings.NO_PROXY)) {
      String lower = all.remove(setting.variable().toLowerCase(Locale.ROOT));
      if (lower != null && all.getOrDefault(setting.variable(), "").isBlank()) {
        all.put(setting.variable(), lower);
      }
    }
    return Map.copyOf(all);
  }

  /**
   * The settings as they are now.
   *
   * @param overrides set at runtime
   * @throws SettingsException with every mistake in the file and in the values
   */
  public Settings read(Map<String, String> overrides) {
    return Settings.read(sources(overrides));
  }

  /** The same, but not judged yet: to read it again with other overrides. */
  public Sources sources(Map<String, String> overrides) {
    Sources without =
        new Sources(overrides, environment, Map.of(), SecretFile::read).withArguments(arguments);
    SettingsFile content = SettingsFile.read(file());
    if (content instanceof SettingsFile.Valid valid) {
      return without.withFile(valid.values());
    }
    if (content instanceof SettingsFile.Broken broken) {
      throw new SettingsException(withMistakesOf(without, broken.mistakes()));
    }
    if (content instanceof SettingsFile.Missing && isNamed(Deployment.CONFIG_FILE)) {
      throw new SettingsException(withMistakesOf(without, List.of(noSuchFile())));
    }
    return without;
  }

  /** Where the configuration file is, or would be. */
  public Path file() {
    return path(Deployment.CONFIG_FILE);
  }

  /**
   * The query kinds of the user's directory, which has to be there if it is named.
   *
   * @param taken names that its files cannot give
   * @throws SettingsException with every mistake in the files
   */
  public LiveQueryKinds queryKinds(TakenNames taken) {
    return LiveQueryKinds.read(
        path(Deployment.QUERY_KINDS_DIRECTORY), isNamed(Deployment.QUERY_KINDS_DIRECTORY), taken);
  }

  private Path path(Setting<Path> setting) {
    return isNamed(setting)
        ? setting.parse(text(setting), Origin.ENVIRONMENT)
        : Path.of(setting.fallback());
  }

  private boolean isNamed(Setting<?> setting) {
    return !text(setting).isBlank();
  }

  private String text(Setting<?> setting) {
    String name = setting.variable();
    return arguments.getOrDefault(name, environment.getOrDefault(name, ""));
  }

  private Mistake noSuchFile() {
    return new Mistake(
        Deployment.CONFIG_FILE.variable(),
        "\"" + file() + "\" is refused, allowed is a file that exists");
  }

  /** So that an operator sees the environment's mistakes together with the file's. */
  private static List<Mistake> withMistakesOf(Sources sources, List<Mistake> mistakes) {
    List<Mistake> all = new ArrayList<>(mistakes);
    try {
      Settings.read(sources);
    } catch (SettingsException e) {
      all.addAll(e.mistakes());
    }
    return all;
  }
}
