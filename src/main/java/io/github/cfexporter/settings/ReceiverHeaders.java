package io.github.cfexporter.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.settings.values.HeaderLines;
import io.github.cfexporter.settings.values.Secret;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers that let the exporter in at receivers of remote write. */
public final class ReceiverHeaders {
  private static final String AUTHORIZATION = "Authorization";

  /** By their names, whose case does not matter. Secrets, not to be logged. */
  public static Map<String, String> of(Settings settings) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    settings
        .get(RemoteWriteSettings.HEADERS)
        .ifPresent(lines -> headers.putAll(HeaderLines.parse(lines.reveal())));
    settings
        .get(RemoteWriteSettings.BEARER_TOKEN)
        .ifPresent(token -> headers.put(AUTHORIZATION, "Bearer " + token.reveal()));
    settings
        .get(RemoteWriteSettings.USER)
        .ifPresent(user -> headers.put(
            AUTHORIZATION,
            "Basic " + login(user, settings.get(RemoteWriteSettings.PASSWORD).orElseThrow())));
    return Collections.unmodifiableMap(headers);
  }

  private static String login(String user, Secret password) {
    return Base64.getEncoder().encodeToString((user + ":" + password.reveal()).getBytes(UTF_8));
  }

  /**
   * What of these headers must not be shown anywhere: their values, and what stands behind the scheme
   * of one that authorizes. A value as short as a number of a tenant is none: hiding it would make
   * every text unreadable.
   */
  public static Set<Secret> secrets(Settings settings) {
    return of(settings).values().stream()
        .flatMap(
            value -> Stream.of(value, value.substring(value.indexOf(' ') + 1).strip()))
        .filter(text -> text.length() >= Secret.SHORTEST)
        .map(Secret::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  private ReceiverHeaders() {}
}
