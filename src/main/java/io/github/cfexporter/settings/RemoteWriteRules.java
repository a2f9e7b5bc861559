package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.RemoteWriteSettings.BEARER_TOKEN;
import static io.github.cfexporter.settings.RemoteWriteSettings.BEARER_TOKEN_FILE;
import static io.github.cfexporter.settings.RemoteWriteSettings.HEADERS;
import static io.github.cfexporter.settings.RemoteWriteSettings.HEADERS_FILE;
import static io.github.cfexporter.settings.RemoteWriteSettings.USER;

import io.github.cfexporter.settings.Settings.Reading;
import io.github.cfexporter.settings.values.HeaderLines;
import io.github.cfexporter.settings.values.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Receivers are told of one way in, so that nobody wonders which of several is used. */
final class RemoteWriteRules {
  private final Map<Setting<?>, Reading<?>> readings;
  private final Set<String> set;

  /** @param set names of the environment variables that are set, whether well or not */
  RemoteWriteRules(Map<Setting<?>, Reading<?>> readings, Set<String> set) {
    this.readings = readings;
    this.set = set;
  }

  void check(List<Mistake> mistakes) {
    Optional<Setting<?>> token = first(BEARER_TOKEN_FILE, BEARER_TOKEN);
    Optional<Setting<?>> login = first(USER);
    if (token.isPresent() && login.isPresent()) {
      mistakes.add(new Mistake(
          login.get().variable(),
          "is set, and " + token.get().variable() + " too; set one of them"));
    }
    Optional<Setting<?>> other = token.or(() -> login);
    if (other.isPresent() && headersAuthorize()) {
      mistakes.add(new Mistake(
          first(HEADERS_FILE, HEADERS).orElseThrow().variable(),
          "holds the header Authorization, and " + other.get().variable()
              + " is set; set one of them"));
    }
  }

  private Optional<Setting<?>> first(Setting<?>... settings) {
    return Stream.of(settings)
        .filter(setting -> set.contains(setting.variable()))
        .findFirst();
  }

  private boolean headersAuthorize() {
    Optional<?> lines = (Optional<?>) readings.get(HEADERS).value();
    return lines
        .map(text -> HeaderLines.parse(((Secret) text).reveal()).containsKey("Authorization"))
        .orElse(false);
  }
}
