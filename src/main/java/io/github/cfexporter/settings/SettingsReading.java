package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_PASSWORD;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_PASSWORD_FILE;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_USER;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.settings.Settings.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads all sources and collects what is wrong with them on the way. */
final class SettingsReading {
  private final Sources sources;
  private final MetricNames metrics;
  private final Map<String, String> environment;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<Setting<?>, Reading<?>> readings = new LinkedHashMap<>();

  SettingsReading(Sources sources, MetricNames metrics) {
    this.sources = sources;
    this.metrics = metrics;
    this.environment = SecretVariables.resolve(sources, mistakes);
  }

  Settings finish() {
    Settings.ALL.forEach(this::read);
    refuseUnknown(sources.file());
    refuseUnknown(sources.overrides());
    refuseHalfAPair();
    new ClusterRules(readings, environment.keySet()).check(mistakes);
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return new Settings(readings);
  }

  /** From the weakest source to the strongest, so that the last one that has a value stays. */
  private void read(Setting<?> setting) {
    readings.put(setting, parse(setting, Origin.DEFAULT, setting.fallback()));
    setting.key().ifPresent(key -> consider(setting, Origin.FILE, sources.file().get(key)));
    consider(setting, Origin.ENVIRONMENT, environment.get(setting.variable()));
    setting
        .key()
        .ifPresent(key -> consider(setting, Origin.OVERRIDE, sources.overrides().get(key)));
  }

  private void consider(Setting<?> setting, Origin origin, String text) {
    if (text == null) {
      return;
    }
    try {
      readings.put(setting, parse(setting, origin, text));
      refuseStrangers(setting, origin, text);
    } catch (SettingsException e) {
      mistakes.addAll(e.mistakes());
    }
  }

  private void refuseStrangers(Setting<?> setting, Origin origin, String text) {
    if (setting.equals(METRICS_DENYLIST)) {
      metrics
          .problem(METRICS_DENYLIST.parse(text, origin))
          .ifPresent(allowed -> mistakes.add(Mistake.refused(setting, origin, text, allowed)));
    }
  }

  private static <T> Reading<T> parse(Setting<T> setting, Origin origin, String text) {
    return new Reading<>(setting.parse(text, origin), origin);
  }

  private void refuseUnknown(Map<String, String> source) {
    source.keySet().stream()
        .filter(key -> Settings.named(key).isEmpty())
        .sorted()
        .map(UnknownKey::mistake)
        .forEach(mistakes::add);
  }

  private void refuseHalfAPair() {
    boolean user = isSet(BASIC_AUTH_USER);
    boolean password = isSet(BASIC_AUTH_PASSWORD) || isSet(BASIC_AUTH_PASSWORD_FILE);
    if (user != password) {
      Setting<?> missing = user ? BASIC_AUTH_PASSWORD : BASIC_AUTH_USER;
      Setting<?> present = user ? BASIC_AUTH_USER : BASIC_AUTH_PASSWORD;
      mistakes.add(new Mistake(
          missing.variable(),
          "is not set, but " + present.variable() + " is; set both or neither"));
    }
  }

  private boolean isSet(Setting<?> setting) {
    return environment.containsKey(setting.variable());
  }
}
