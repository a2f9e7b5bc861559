package io.github.cfexporter.verticle.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.cfexporter.settings.LogFormat;
import io.github.cfexporter.settings.LogLevel;
import io.github.cfexporter.settings.Secret;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

class LoggingTest {
  private static final String TOKEN = "t0k\"en\\with+odd/signs";

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Logger logger = context.getLogger("io.github.cfexporter.Sample");
  private Logging logging;

  @BeforeEach
  void startLogging() {
    context.setMDCAdapter(new LogbackMDCAdapter()); // as the SLF4J provider does
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setOutputStream(output);
    logging = new Logging(context, appender);
  }

  @Test
  void json_isOneObjectALine() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.info("first\nstill first");
    logger.warn("second");

    List<JsonObject> lines = lines().stream().map(JsonObject::new).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).fieldNames())
        .containsExactly("@timestamp", "level", "logger", "message");
    assertThat(Instant.parse(lines.get(0).getString("@timestamp"))).isNotNull();
    assertThat(lines.get(0).getString("message")).isEqualTo("first\nstill first");
    assertThat(lines.get(0).getString("logger")).isEqualTo("io.github.cfexporter.Sample");
    assertThat(lines.get(1).getString("level")).isEqualTo("WARN");
  }

  @Test
  void json_hasAFieldForEveryKey_ofTheMessageAndOfTheCall() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.atInfo().addKeyValue("rows", 3).addKeyValue("late", true).log("fetched");
    logger.warn("fetch failed after {}: account={} zones={} cause=\"{}\"", "1 s", "a1", 10, "gone");

    assertThat(new JsonObject(lines().get(0)).getMap())
        .containsEntry("message", "fetched")
        .containsEntry("rows", 3)
        .containsEntry("late", true);
    assertThat(new JsonObject(lines().get(1)).getMap())
        .containsEntry("message", "fetch failed after 1 s: account=a1 zones=10 cause=\"gone\"")
        .containsEntry("account", "a1")
        .containsEntry("zones", 10)
        .containsEntry("cause", "gone")
        .hasSize(7);
  }

  @Test
  void json_keepsItsOwnFields_whateverACallNames() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger
        .atInfo()
        .addKeyValue("level", "high")
        .addKeyValue("nothing", (Object) null)
        .log("x");

    assertThat(new JsonObject(lines().get(0)).getMap())
        .containsEntry("level", "INFO")
        .containsEntry("level_", "high")
        .containsEntry("nothing", null);
  }

  @Test
  void json_hasTheStackTraceInAField() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.error("failed: query={}", "http-metrics", new IllegalStateException("why"));

    assertThat(lines()).hasSize(1);
    JsonObject line = new JsonObject(lines().get(0));
    assertThat(line.getString("stack_trace")).contains("IllegalStateException: why");
    assertThat(line.getString("query")).isEqualTo("http-metrics");
  }

  @Test
  void pretty_isTextInColumns() {
    logging.apply(LogLevel.INFO, LogFormat.PRETTY);

    logger.atInfo().addKeyValue("rows", 3).addKeyValue("cause", "no \"way\"").log("fetched");

    assertThat(lines())
        .singleElement()
        .asString()
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Sample  fetched rows=3 cause=\"no \\\\\"way\\\\\"\"");
  }

  @Test
  void pretty_indentsWhatCouldPassForALineOfItsOwn() {
    logging.apply(LogLevel.INFO, LogFormat.PRETTY);

    logger.info("zone={}", "x\n12:00:00.000 INFO  Main  all is well");

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1)).startsWith("    12:00");
  }

  @Test
  void formatAndLevel_actOnTheNextLine() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);
    logger.info("one");
    logger.debug("hidden");
    logging.apply(LogLevel.DEBUG, LogFormat.PRETTY);
    logger.debug("two");
    logging.apply(LogLevel.ERROR, LogFormat.JSON);
    logger.warn("hidden");
    logger.error("three");

    assertThat(lines()).hasSize(3);
    assertThat(lines().get(0)).startsWith("{").contains("one");
    assertThat(lines().get(1)).contains("DEBUG Sample  two");
    assertThat(lines().get(2)).startsWith("{").contains("three");
  }

  @ParameterizedTest
  @CsvSource({"DEBUG, 2", "INFO, 2", "WARN, 2", "ERROR, 1"})
  void libraries_areQuiet(LogLevel level, int lines) {
    logging.apply(level, LogFormat.JSON);

    Logger library = context.getLogger("com.hazelcast.core.Member");
    library.info("chatter");
    library.warn("trouble");
    library.error("failure");

    assertThat(lines()).hasSize(lines);
  }

  @Test
  void beforeTheFirstApply_nothingIsShownOfADefaultConfiguration() {
    assertThat(LoggingTest.class.getResource("/logback.xml")).isNotNull();
    assertThat(org.slf4j.LoggerFactory.getLogger("io.github.cfexporter.Any").isErrorEnabled())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void secret_isShownNowhereInALine(LogFormat format) {
    logging.apply(Settings.read(new Sources(
        Map.of("logLevel", "debug"),
        Map.of(
            "CLOUDFLARE_API_TOKEN", TOKEN,
            "BASIC_AUTH_USER", "user",
            "BASIC_AUTH_PASSWORD", "pass word",
            "JDBC_URL", "jdbc:postgresql://db/x?user=u&password=dbpass"),
        Map.of(),
        file -> "")));
    logging.apply(LogLevel.DEBUG, format);

    logger.info("asked with " + TOKEN);
    logger.info("asked: token={} login={}", TOKEN, "user:pass word");
    logger.atDebug().addKeyValue("token", TOKEN).addKeyValue(TOKEN, 1).log("asked");
    logger.error("header Authorization: Basic dXNlcjpwYXNzIHdvcmQ=");
    logger.error("url https://x/?t=t0k%22en%5Cwith%2Bodd%2Fsigns password dbpass");
    logger.error(
        "failed", new IllegalStateException("for " + TOKEN, new RuntimeException("pass word")));
    context.getLogger("of." + TOKEN).error("x");

    assertThat(output.toString(UTF_8))
        .contains("asked with ***")
        .contains("IllegalStateException: for ***")
        .doesNotContain("t0k", "odd/signs", "pass word", "dXNlcjpwYXNz", "dbpass");
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

    assertThat(lines()).singleElement().asString().doesNotContain("4711");
  }

  private List<String> lines() {
    return output.toString(UTF_8).lines().toList();
  }
}
