package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Rules.headers;
import static io.github.cfexporter.settings.Rules.integer;
import static io.github.cfexporter.settings.Rules.items;
import static io.github.cfexporter.settings.Rules.optional;
import static io.github.cfexporter.settings.Rules.password;
import static io.github.cfexporter.settings.Rules.path;
import static io.github.cfexporter.settings.Rules.seconds;
import static io.github.cfexporter.settings.Rules.text;
import static io.github.cfexporter.settings.Rules.token;

import io.github.cfexporter.settings.values.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where samples are sent by remote write, and how: read once, at start, from the environment. */
public final class RemoteWriteSettings {
  private static final List<Setting<?>> DECLARED = new ArrayList<>(); // before the keys: they join

  public static final Setting<Set<String>> URLS = declare(
      "REMOTE_WRITE_URL",
      items(
          Rule.Form.LIST,
          "a list of absolute http or https URLs without user, query and fragment",
          "https?://[^\\s/?#@,]+(/[^\\s?#@,]*)?"),
      "",
      "Where to send what was counted, with its time; several receivers each get all.");

  public static final Setting<Optional<String>> USER = declare(
      "REMOTE_WRITE_USER",
      optional(text("a name without a colon", name -> !name.isEmpty() && !name.contains(":"))),
      "",
      "User of the receivers.");

  public static final Setting<Optional<Secret>> PASSWORD =
      declare("REMOTE_WRITE_PASSWORD", optional(password()), "", "That user's password.");

  public static final Setting<Optional<Path>> PASSWORD_FILE = declare(
      "REMOTE_WRITE_PASSWORD_FILE", optional(path()), "", "File that holds the password instead.");

  public static final Setting<Optional<Secret>> BEARER_TOKEN = declare(
      "REMOTE_WRITE_BEARER_TOKEN", optional(token()), "", "Token for the receivers instead.");

  public static final Setting<Optional<Path>> BEARER_TOKEN_FILE = declare(
      "REMOTE_WRITE_BEARER_TOKEN_FILE", optional(path()), "", "File that holds the token instead.");

  public static final Setting<Optional<Secret>> HEADERS = declare(
      "REMOTE_WRITE_HEADERS",
      optional(headers()),
      "",
      "More headers for the receivers, such as X-Scope-OrgID.");

  public static final Setting<Optional<Path>> HEADERS_FILE = declare(
      "REMOTE_WRITE_HEADERS_FILE",
      optional(path()),
      "",
      "File that holds the headers instead, one a line.");

  public static final Setting<Optional<Path>> CA_FILE = declare(
      "REMOTE_WRITE_CA_FILE",
      optional(path()),
      "",
      "PEM certificates of the authorities that sign for the receivers, instead of Java's.");

  public static final Setting<Set<String>> LABELS = declare(
      "REMOTE_WRITE_LABELS",
      items(
          Rule.Form.LIST,
          "a list of name=value separated by commas",
          "(?!zone=|account=|__)[A-Za-z_][A-Za-z0-9_]*=[^,=]+"),
      "job=cloudflare-exporter",
      "Labels that tell what is sent from what is scraped.");

  public static final Setting<String> PREFIX = declare(
      "REMOTE_WRITE_PREFIX",
      text(
          "the beginning of a metric name, or nothing",
          prefix -> prefix.matches("|[A-Za-z_:][A-Za-z0-9_:]*")),
      "",
      "What the names of metrics that are sent begin with.");

  public static final Setting<String> PROTOCOL = declare(
      "REMOTE_WRITE_PROTOCOL",
      text("1.0 or 2.0", version -> version.matches("1\\.0|2\\.0")),
      "1.0",
      "Version to try first; a receiver that wants the other one gets it.");

  public static final Setting<Duration> MAX_AGE = declare(
      "REMOTE_WRITE_MAX_AGE_SECONDS",
      seconds(60),
      "7200",
      "How old samples may become while they wait for a receiver.");

  public static final Setting<Integer> BUFFER_MEGABYTES = declare(
      "REMOTE_WRITE_BUFFER_MEGABYTES",
      integer(1, 65_536),
      "64",
      "Memory of this node for what waits, by estimate; what is oldest is dropped.");

  /** In the order of the documents. */
  static final List<Setting<?>> ALL = Collections.unmodifiableList(DECLARED);

  private static final Map<Setting<?>, Setting<?>> FILES_OF_SECRETS = Map.of(
      PASSWORD, PASSWORD_FILE,
      BEARER_TOKEN, BEARER_TOKEN_FILE,
      HEADERS, HEADERS_FILE);

  /** Secrets that may be given in a file, with the setting that names the file, and others. */
  static Map<Setting<?>, Setting<?>> filesOfSecretsAnd(Map<Setting<?>, Setting<?>> others) {
    Map<Setting<?>, Setting<?>> all = new HashMap<>(FILES_OF_SECRETS);
    all.putAll(others);
    return Collections.unmodifiableMap(all);
  }

  private static <T> Setting<T> declare(
      String variable, Rule<T> rule, String fallback, String help) {
    Setting<T> setting = Setting.fixed(variable, rule, fallback, help);
    DECLARED.add(setting);
    return setting;
  }

  private RemoteWriteSettings() {}
}
