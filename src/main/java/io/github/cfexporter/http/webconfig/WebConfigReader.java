package io.github.cfexporter.http.webconfig;

import io.github.cfexporter.config.ConfigurationYaml;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the format.
 *
 * @see <a href="https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md">
 *     its description</a>
 */
final class WebConfigReader {
  /** Which headers may be set, with the values allowed; none for any. */
  private static final Map<String, Set<String>> HEADERS = Map.of(
      "Strict-Transport-Security", Set.of(),
      "X-Content-Type-Options", Set.of("nosniff"),
      "X-Frame-Options", Set.of("deny", "sameorigin"),
      "X-XSS-Protection", Set.of(),
      "Content-Security-Policy", Set.of());

  private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[abxy]?\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

  /** Each step doubles the time: this one takes a minute. */
  private static final int HIGHEST_COST = 20;

  private static final Pattern DURATION = Pattern.compile("(\\d+)(h|ms|m|s)");
  private static final Map<String, Long> MILLIS =
      Map.of("h", 3_600_000L, "m", 60_000L, "s", 1_000L, "ms", 1L);

  private final List<Mistake> mistakes = new ArrayList<>();
  private final Path file;

  WebConfigReader(Path file) {
    this.file = file;
  }

  /** @throws SettingsException with every mistake in it */
  WebConfig read(String text) {
    String name = file.toString();
    YamlSection root = new YamlSection(name, "", ConfigurationYaml.root(name, text), mistakes);
    YamlSection http = root.section("http_server_config");
    boolean http2 = http.flag("http2", true);
    WebConfig config = new WebConfig(
        new TlsSection(root.section("tls_server_config"), directory()).read(http2),
        http2,
        headers(http.section("headers")),
        users(root.section("basic_auth_users")),
        rate(root.section("rate_limit")));
    http.finish();
    root.finish();
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return config;
  }

  private Path directory() {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }

  private static Map<String, String> headers(YamlSection section) {
    HEADERS.forEach((header, allowed) -> section.text(header).ifPresent(value -> {
      if (!allowed.isEmpty() && !allowed.contains(value)) {
        section.refuse(header, "is refused, allowed is " + YamlSection.either(allowed));
      } else if (!HEADER_VALUE.matcher(value).matches()) {
        section.refuse(header, "is refused, allowed is a text of one line in ASCII");
      }
    }));
    section.finish();
    Map<String, String> headers = section.pairs();
    headers.values().removeIf(String::isBlank);
    return headers;
  }

  private static Map<String, String> users(YamlSection section) {
    Map<String, String> users = section.pairs();
    users.forEach((user, hash) -> {
      Matcher bcrypt = BCRYPT.matcher(hash);
      if (user.isEmpty() || user.contains(":")) {
        section.refuse(user, "is refused, allowed is a name without a colon");
      } else if (!bcrypt.matches()) {
        section.refuse(
            user,
            "has a value (not shown) that is refused, allowed is a hash of bcrypt, as"
                + " htpasswd -nBC 10 \"\" writes it");
      } else if (Integer.parseInt(bcrypt.group(1)) > HIGHEST_COST) {
        section.refuse(user, "is refused, allowed is a cost of bcrypt of at most " + HIGHEST_COST);
      }
    });
    return users;
  }

  private static Optional<WebConfig.Rate> rate(YamlSection section) {
    Optional<Duration> interval = section.text("interval").flatMap(text -> {
      Optional<Duration> read = duration(text);
      if (read.isEmpty()) {
        section.refuse("interval", "is refused, allowed is a duration such as 1s or 250ms, or 0");
      }
      return read;
    });
    int burst = section.text("burst").map(text -> burst(section, text)).orElse(0);
    section.finish();
    if (interval.filter(time -> !time.isZero()).isEmpty()) {
      return Optional.empty();
    }
    if (burst == 0) {
      section.refuse(
          "burst", "is missing or 0, which would refuse everything; allowed is 1 or more");
    }
    return interval.map(time -> new WebConfig.Rate(time, burst));
  }

  private static int burst(YamlSection section, String text) {
    if (text.matches("\\d{1,9}")) {
      return Integer.parseInt(text);
    }
    section.refuse("burst", "is refused, allowed is an integer of 1 or more");
    return 1;
  }

  /** As Go writes them, such as {@code 1m30s}; to the millisecond. */
  private static Optional<Duration> duration(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (!text.matches("(\\d{1,9}(h|ms|m|s))+")) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(DURATION
        .matcher(text)
        .results()
        .mapToLong(part -> Long.parseLong(part.group(1)) * MILLIS.get(part.group(2)))
        .sum()));
  }
}
