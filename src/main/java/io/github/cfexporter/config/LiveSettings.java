package io.github.cfexporter.config;

import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.UnknownVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the moment. A source may bring new values at any time; what it brings is taken as
 * a whole or not at all, so the settings are valid at every moment. Safe for use by several threads.
 */
public final class LiveSettings implements Supplier<Settings> {
  private static final Logger logger = LoggerFactory.getLogger(LiveSettings.class);

  private final MetricNames metrics;
  private final Path file;
  private final Map<String, String> environment;
  private final Map<Path, String> secrets = new ConcurrentHashMap<>();
  private final ReloadState reloads = new ReloadState(System::currentTimeMillis);
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private Sources sources;
  private volatile Settings now;

  /** Is told of every change, after it took place and in order. */
  @FunctionalInterface
  public interface Listener {
    void changed(Settings before, Settings now);
  }

  private LiveSettings(MetricNames metrics, Path file, Sources sources) {
    this.metrics = metrics;
    this.file = file;
    this.environment = sources.environment();
    this.sources = sources.withSecretFiles(this::secret);
    this.now = Settings.read(this.sources, metrics);
  }

  /**
   * Reads this machine's sources for the first time; blocks.
   *
   * @throws SettingsException with every mistake in them
   */
  public static LiveSettings read(SettingsReader reader, MetricNames metrics) {
    return new LiveSettings(metrics, reader.file(), reader.sources(Map.of()));
  }

  @Override
  public Settings get() {
    return now;
  }

  /** Whether what is on disk is what holds. */
  public ReloadState reloads() {
    return reloads;
  }

  /** What would hold if nothing were set at runtime. */
  public synchronized Settings withoutOverrides() {
    return Settings.read(sources.withoutOverrides(), metrics);
  }

  /** What to say about environment variables that are most likely meant for us and not read. */
  public List<Mistake> unknownVariables() {
    return UnknownVariables.in(environment);
  }

  /** The metrics that a denylist may name. */
  MetricNames metrics() {
    return metrics;
  }

  /** Tells the listener of every change from now on; it must not block. */
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /** Where the configuration file is, or would be. */
  Path file() {
    return file;
  }

  /** What of the file holds now. */
  synchronized Map<String, String> fileValues() {
    return sources.file();
  }

  /** The files of secrets, with the texts that hold now. */
  Map<Path, String> secrets() {
    return Map.copyOf(secrets);
  }

  /**
   * The file has other values now.
   *
   * @throws SettingsException when they are refused; then the earlier ones stay
   */
  synchronized void fileHolds(Map<String, String> values) {
    take(sources.withFile(values));
  }

  /** The same for a file that holds one secret. */
  synchronized void secretIs(Path path, String text) {
    Map<Path, String> others = new HashMap<>(secrets);
    others.put(path, text);
    Settings next = Settings.read(sources.withSecretFiles(others::get), metrics);
    secrets.put(path, text);
    become(next);
  }

  /**
   * Other values are set at runtime now. One that is refused here, such as one that a newer release
   * has set, is left out; the others count.
   *
   * @return what is wrong with those left out
   */
  synchronized List<Mistake> overridesAre(Map<String, String> stored) {
    Map<String, String> sound = new HashMap<>();
    List<Mistake> mistakes = new ArrayList<>();
    stored.forEach((key, text) -> {
      try {
        Settings.checkOverride(key, text, metrics);
        sound.put(key, text);
      } catch (SettingsException e) {
        mistakes.addAll(e.mistakes());
      }
    });
    take(sources.withOverrides(sound));
    return mistakes;
  }

  private void take(Sources next) {
    Settings settings = Settings.read(next, metrics);
    sources = next;
    become(settings);
  }

  private void become(Settings next) {
    Settings before = now;
    now = next;
    listeners.forEach(listener -> listener.changed(before, next));
    next.changedSince(before).forEach(setting -> report(setting, next));
  }

  /** After the listeners, because the log is one of them: it hides new secrets from here on. */
  private static void report(Setting<?> setting, Settings next) {
    logger.info(
        "setting changed: key={} value=\"{}\" source={}",
        setting.name(),
        next.text(setting),
        next.origin(setting).word());
  }

  /** Read from disk once, then as the watch brings it. */
  private String secret(Path path) throws IOException {
    String known = secrets.get(path);
    if (known == null) {
      known = SecretFile.read(path);
      secrets.put(path, known);
    }
    return known;
  }
}
