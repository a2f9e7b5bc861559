package io.github.cfexporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.values.LogFormat;
import io.github.cfexporter.settings.values.LogLevel;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

@Tag("unit")
class LoggingTest {
  private final LogCapture log = new LogCapture();
  private final Logger logger = log.logger("io.github.cfexporter.Sample");
  private final Logging logging = log.logging();

  @Test
  void json_isOneObjectALine() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.info("first\nstill first");
    logger.warn("second");

    List<JsonObject> lines = log.lines().stream().map(JsonObject::new).toList();
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

    assertThat(new JsonObject(log.lines().get(0)).getMap())
        .containsEntry("message", "fetched")
        .containsEntry("rows", 3)
        .containsEntry("late", true);
    assertThat(new JsonObject(log.lines().get(1)).getMap())
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

    assertThat(new JsonObject(log.lines().get(0)).getMap())
        .containsEntry("level", "INFO")
        .containsEntry("level_", "high")
        .containsEntry("nothing", null);
  }

  @Test
  void json_hasTheStackTraceInAField() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.error("failed: query={}", "http-metrics", new IllegalStateException("why"));

    assertThat(log.lines()).hasSize(1);
    JsonObject line = new JsonObject(log.lines().get(0));
    assertThat(line.getString("stack_trace")).contains("IllegalStateException: why");
    assertThat(line.getString("query")).isEqualTo("http-metrics");
  }

  /** An operator mends the database, not the program: where it was met is of no use. */
  @Test
  void errorFromOutside_isOneLine_withItsRoot() {
    Exception outage = new IllegalStateException(
        "the map store failed", new SQLException("no route\nto \"db\"", "08001"));
    String told = "IllegalStateException: the map store failed (SQLException: no route to \"db\")";

    logging.apply(LogLevel.INFO, LogFormat.JSON);
    logger.warn("permits could not be recorded: count={}", 3, outage);
    JsonObject line = new JsonObject(log.lines().get(0));
    assertThat(line.getString("cause")).isEqualTo(told);
    assertThat(line.getInteger("count")).isEqualTo(3);
    assertThat(line.fieldNames()).doesNotContain("stack_trace");

    logging.apply(LogLevel.INFO, LogFormat.PRETTY);
    logger.warn("permits could not be recorded: count={}", 3, outage);
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1))
        .endsWith("recorded: count=3 cause=\"" + told.replace("\"", "\\\"") + "\"");
  }

  @Test
  void pretty_isTextInColumns() {
    logging.apply(LogLevel.INFO, LogFormat.PRETTY);

    logger.atInfo().addKeyValue("rows", 3).addKeyValue("cause", "no \"way\"").log("fetched");

    assertThat(log.lines())
        .singleElement()
        .asString()
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Sample  fetched rows=3 cause=\"no \\\\\"way\\\\\"\"");
  }

  @Test
  void pretty_indentsWhatCouldPassForALineOfItsOwn() {
    logging.apply(LogLevel.INFO, LogFormat.PRETTY);

    logger.info("zone={}", "x\n12:00:00.000 INFO  Main  all is well");

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).startsWith("    12:00");
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

    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().get(0)).startsWith("{").contains("one");
    assertThat(log.lines().get(1)).contains("DEBUG Sample  two");
    assertThat(log.lines().get(2)).startsWith("{").contains("three");
  }

  @ParameterizedTest
  @CsvSource({"DEBUG, 2", "INFO, 2", "WARN, 2", "ERROR, 1"})
  void libraries_areQuiet(LogLevel level, int lines) {
    logging.apply(level, LogFormat.JSON);

    Logger library = log.logger("com.hazelcast.core.Member");
    library.info("chatter");
    library.warn("trouble");
    library.error("failure");

    assertThat(log.lines()).hasSize(lines);
  }

  @Test
  void beforeTheFirstApply_nothingIsShown() {
    assertThat(org.slf4j.LoggerFactory.getLogger("io.github.cfexporter.Any").isErrorEnabled())
        .isFalse();
  }
}
