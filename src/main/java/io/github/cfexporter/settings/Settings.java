package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Deployment.API_EMAIL;
import static io.github.cfexporter.settings.Deployment.API_KEY;
import static io.github.cfexporter.settings.Deployment.API_TOKEN;
import static io.github.cfexporter.settings.Deployment.API_TOKENS;
import static io.github.cfexporter.settings.Deployment.API_TOKEN_FILE;

import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One consistent reading of every setting; never changes. The strongest source wins: runtime
 * override, environment variable, file, default.
 */
public final class Settings {
  /** Every setting: first those of the deployment, then those that change at runtime. */
  public static final List<Setting<?>> ALL =
      Stream.concat(Deployment.ALL.stream(), Tunables.ALL.stream()).toList();

  private final Map<Setting<?>, Reading<?>> readings;

  Settings(Map<Setting<?>, Reading<?>> readings) {
    this.readings = new LinkedHashMap<>(readings);
  }

  /** A value and where it comes from. */
  record Reading<T>(T value, Origin origin) {}

  /**
   * Reads every setting from every source, also from those that a stronger one hides.
   *
   * @throws SettingsException with all mistakes there are
   */
  public static Settings read(Sources sources) {
    return read(sources, MetricNames.ANY);
  }

  /** The same, and the denylist may name these metrics only. */
  public static Settings read(Sources sources, MetricNames metrics) {
    return new SettingsReading(sources, metrics).finish();
  }

  /**
   * Judges one override on its own, whatever the other sources hold.
   *
   * @throws SettingsException when there is no such key or its rule refuses the text
   */
  public static void checkOverride(String key, String text, MetricNames metrics) {
    read(new Sources(Map.of(key, text), Map.of(), Map.of(), file -> ""), metrics);
  }

  /** Nothing set anywhere. */
  public static Settings defaults() {
    return read(new Sources(Map.of(), Map.of(), Map.of(), file -> ""));
  }

  /** The runtime setting of that key, as file and REST name it. */
  public static Optional<Setting<?>> named(String key) {
    return Tunables.ALL.stream()
        .filter(setting -> setting.name().equals(key))
        .<Setting<?>>map(setting -> setting)
        .findFirst();
  }

  /** The runtime setting of that key, or a mistake that says which keys there are. */
  public static Setting<?> require(String key) {
    return named(key).orElseThrow(() -> new SettingsException(UnknownKey.mistake(key)));
  }

  public <T> T get(Setting<T> setting) {
    return reading(setting).value();
  }

  public Origin origin(Setting<?> setting) {
    return reading(setting).origin();
  }

  /** The value as the file would have it; a secret as {@value Secret#MASK}, nothing as "". */
  public <T> String text(Setting<T> setting) {
    return setting.rule().write(get(setting));
  }

  /** The value as JSON shows it: Integer, Boolean, String, or null; a secret is masked. */
  public <T> Object json(Setting<T> setting) {
    return setting.rule().toJson(get(setting));
  }

  /**
   * What to ask Cloudflare with, the preferred one first.
   *
   * @throws SettingsException if there is none, without which only {@code --demo} can run
   */
  public List<Credential> credentials() {
    Stream<Credential> tokens =
        Stream.concat(get(API_TOKEN).stream(), get(API_TOKENS).stream()).map(Credential::token);
    Stream<Credential> keys = get(API_EMAIL)
        .flatMap(email -> get(API_KEY).map(key -> Credential.globalKey(email, key)))
        .stream();
    List<Credential> all = Stream.concat(tokens, keys).distinct().toList();
    if (all.isEmpty()) {
      throw new SettingsException(new Mistake(
          API_TOKEN.variable(),
          "is not set; give an API token there or in the file that "
              + API_TOKEN_FILE.variable()
              + " names, or start with --demo to see the exporter work without one"));
    }
    return all;
  }

  /** The credential of that id, or the first for an empty id; empty when there is none any more. */
  public Optional<Credential> credential(String id) {
    return credentials().stream()
        .filter(credential -> id.isEmpty() || credential.id().equals(id))
        .findFirst();
  }

  /** Every secret that is set, so that logging can keep them out. */
  public Set<Secret> secrets() {
    return readings.values().stream()
        .map(Reading::value)
        .flatMap(Settings::single)
        .filter(Secret.class::isInstance)
        .map(Secret.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<?> single(Object value) {
    if (value instanceof Optional<?> present) {
      return present.stream();
    }
    return value instanceof List<?> several ? several.stream() : Stream.of(value);
  }

  /** The settings whose values differ from those of an earlier reading. */
  public Set<Setting<?>> changedSince(Settings earlier) {
    return ALL.stream()
        .filter(setting -> !get(setting).equals(earlier.get(setting)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @SuppressWarnings("unchecked") // SettingsReading parses each setting's value with its own rule
  private <T> Reading<T> reading(Setting<T> setting) {
    return (Reading<T>) readings.get(setting);
  }

  @Override
  public String toString() {
    return ALL.stream()
        .map(setting ->
            setting.name() + "=" + text(setting) + " (" + origin(setting).word() + ")")
        .collect(Collectors.joining(", "));
  }
}
