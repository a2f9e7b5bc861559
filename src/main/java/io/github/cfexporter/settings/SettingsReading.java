package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Deployment.ALLOW_INSECURE_API;
import static io.github.cfexporter.settings.Deployment.API_BASE_URL;
import static io.github.cfexporter.settings.Deployment.API_EMAIL;
import static io.github.cfexporter.settings.Deployment.API_KEY;
import static io.github.cfexporter.settings.Deployment.API_KEY_FILE;
import static io.github.cfexporter.settings.Deployment.API_TOKEN;
import static io.github.cfexporter.settings.Deployment.API_TOKENS;
import static io.github.cfexporter.settings.Deployment.API_TOKEN_FILE;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_PASSWORD;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_PASSWORD_FILE;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_USER;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.settings.Settings.Reading;
import io.github.cfexporter.settings.values.HeaderLines;
import io.github.cfexporter.settings.values.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    refuseHalfAPair(BASIC_AUTH_USER, BASIC_AUTH_PASSWORD, BASIC_AUTH_PASSWORD_FILE);
    refuseHalfAPair(API_EMAIL, API_KEY, API_KEY_FILE);
    refuseHalfAPair(
        RemoteWriteSettings.USER, RemoteWriteSettings.PASSWORD, RemoteWriteSettings.PASSWORD_FILE);
    refuseTwoKindsOfCredentials();
    refuseInsecureApi();
    refuseTwoWaysIntoReceivers();
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
    consider(setting, outside(setting), environment.get(setting.variable()));
    setting
        .key()
        .ifPresent(key -> consider(setting, Origin.OVERRIDE, sources.overrides().get(key)));
  }

  /** A secret in a file comes from where the file was named. */
  private Origin outside(Setting<?> setting) {
    boolean argument = sources.arguments().contains(setting.variable())
        || Optional.ofNullable(Deployment.FILES_OF_SECRETS.get(setting))
            .filter(file -> sources.arguments().contains(file.variable()))
            .isPresent();
    return argument ? Origin.COMMAND_LINE : Origin.ENVIRONMENT;
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

  private void refuseHalfAPair(Setting<?> user, Setting<?> secret, Setting<?> file) {
    boolean hasSecret = isGiven(secret) || isGiven(file);
    if (isGiven(user) != hasSecret) {
      Setting<?> missing = hasSecret ? user : secret;
      Setting<?> present = !hasSecret ? user : isGiven(secret) ? secret : file;
      mistakes.add(new Mistake(
          missing.variable(),
          "is not set, but " + present.variable() + " is; set both or neither"));
    }
  }

  /** One way to give credentials, so that nobody wonders which of them is used. */
  private void refuseTwoKindsOfCredentials() {
    List<Setting<?>> kinds = Stream.of(
            List.of(API_TOKEN),
            List.of(API_TOKENS, API_TOKEN_FILE),
            List.of(API_KEY, API_KEY_FILE, API_EMAIL))
        .flatMap(kind -> kind.stream().filter(this::isGiven).limit(1))
        .<Setting<?>>map(setting -> setting)
        .toList();
    if (kinds.size() > 1) {
      mistakes.add(new Mistake(
          kinds.get(0).variable(),
          "is set, and " + kinds.get(1).variable() + " too; set one of them"));
    }
  }

  /** The same for receivers of remote write. */
  private void refuseTwoWaysIntoReceivers() {
    List<Setting<?>> ways = Stream.of(
            RemoteWriteSettings.USER,
            RemoteWriteSettings.BEARER_TOKEN_FILE,
            RemoteWriteSettings.BEARER_TOKEN)
        .filter(this::isGiven)
        .<Setting<?>>map(setting -> setting)
        .toList();
    if (ways.size() > 1 && isGiven(RemoteWriteSettings.USER)) {
      mistakes.add(new Mistake(
          ways.get(0).variable(),
          "is set, and " + ways.get(1).variable() + " too; set one of them"));
    }
    Optional<?> headers =
        (Optional<?>) readings.get(RemoteWriteSettings.HEADERS).value();
    if (!ways.isEmpty()
        && headers.map(Secret.class::cast).filter(this::authorizes).isPresent()) {
      boolean file = isGiven(RemoteWriteSettings.HEADERS_FILE);
      mistakes.add(new Mistake(
          (file ? RemoteWriteSettings.HEADERS_FILE : RemoteWriteSettings.HEADERS).variable(),
          "holds the header Authorization, and " + ways.get(0).variable()
              + " is set; set one of them"));
    }
  }

  private boolean authorizes(Secret headers) {
    return HeaderLines.parse(headers.reveal()).containsKey("Authorization");
  }

  private boolean isGiven(Setting<?> setting) {
    return !sources.environment().getOrDefault(setting.variable(), "").isBlank();
  }

  /** Whoever sees the token on its way may use it. */
  private void refuseInsecureApi() {
    URI base = (URI) readings.get(API_BASE_URL).value();
    boolean allowed = (Boolean) readings.get(ALLOW_INSECURE_API).value();
    if ("http".equalsIgnoreCase(base.getScheme()) && !AddressRules.isLoopback(base) && !allowed) {
      mistakes.add(new Mistake(
          API_BASE_URL.variable(),
          Mistake.quoted(base.toString()) + " is refused, because the API token would travel"
              + " unencrypted; allowed is an https URL, an http URL of this machine (localhost,"
              + " 127.0.0.1, [::1]), or any http URL with " + ALLOW_INSECURE_API.variable()
              + "=true"));
    }
  }
}
