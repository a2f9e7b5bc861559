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
