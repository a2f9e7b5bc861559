package io.github.cfexporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.values.LogFormat;
import io.github.cfexporter.settings.values.LogLevel;
import io.github.cfexporter.settings.values.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

@Tag("unit")
class RedactionTest {
  private static final String TOKEN = "t0k#en\\with+odd/signs";

  private final LogCapture log = new LogCapture();
  private final Logger logger = log.logger("io.github.cfexporter.Sample");
  private final Logging logging = log.logging();

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void secret_isShownNowhereInALine(LogFormat format) {
    logging.apply(Settings.read(new Sources(
        Map.of("logLevel", "debug"),
        Map.of(
            "CLOUDFLARE_API_TOKEN", TOKEN,
            "BASIC_AUTH_USER", "user",
            "BASIC_AUTH_PASSWORD", "pass word",
            "JDBC_URL", "jdbc:postgresql://db/x?user=u&password=dbpasswd"),
        Map.of(),
        file -> "")));
    logging.apply(LogLevel.DEBUG, format);

    logger.info("asked with " + TOKEN);
    logger.info("asked: token={} login={}", TOKEN, "user:pass word");
    logger.atDebug().addKeyValue("token", TOKEN).addKeyValue(TOKEN, 1).log("asked");
    logger.error("header Authorization: Basic dXNlcjpwYXNzIHdvcmQ=");
    logger.error("url https://x/?t=t0k%23en%5Cwith%2Bodd%2Fsigns password dbpasswd");
    logger.error(
        "failed", new IllegalStateException("for " + TOKEN, new RuntimeException("pass word")));
    log.logger("of." + TOKEN).error("x");

    assertThat(log.text())
        .contains("asked with ***")
        .contains("IllegalStateException: for ***")
        .doesNotContain("t0k", "odd/signs", "pass word", "dXNlcjpwYXNz", "dbpasswd");
  }

  /** Each of them by itself, as an answer that repeats it or an exception would have it. */
  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void whatLetsUsInAtReceivers_isShownNowhere(LogFormat format) {
    logging.apply(settings(Map.of(
        "REMOTE_WRITE_USER", "user",
        "REMOTE_WRITE_PASSWORD", "pass word",
        "REMOTE_WRITE_HEADERS", "X-Key: first-secret\nX-Tenant: 7\nX-Other:second secret")));
    logging.apply(settings(Map.of("REMOTE_WRITE_BEARER_TOKEN", "b3arer-token")));
    logging.apply(
        settings(Map.of("REMOTE_WRITE_HEADERS", "Authorization: Negotiate third-secret")));
    logging.apply(LogLevel.DEBUG, format);

    logger.info("status=401 answer=\"no such key: first-secret\" attempt=7");
    logger.error("failed", new IllegalStateException("X-Other: second secret"));
    logger.warn("Basic dXNlcjpwYXNzIHdvcmQ= or Bearer b3arer-token or third-secret");

    assertThat(log.text())
        .contains("no such key: ***", "attempt=7")
        .doesNotContain("first-", "second s", "third-", "pass word", "dXNlcjpwYXNz", "b3arer");
  }

  private static Settings settings(Map<String, String> environment) {
    return Settings.read(new Sources(Map.of(), environment, Map.of(), file -> ""));
  }

  @Test
  void earlierSecret_staysHidden() {
    Redaction redaction = logging.redaction();
    redaction.hide(List.of(new Secret("old")));
    redaction.hide(List.of(new Secret("new"), new Secret("newer")));

    assertThat(redaction.of("old, new and newer")).isEqualTo("***, *** and ***");
  }

  @Test
  void numberThatHoldsASecret_isHidden() {
    logging.redaction().hide(List.of(new Secret("4711")));
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.info("pin={}", 4711);

    assertThat(log.lines()).singleElement().asString().doesNotContain("4711");
  }
}
