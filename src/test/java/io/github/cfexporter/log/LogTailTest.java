package io.github.cfexporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.values.LogFormat;
import io.github.cfexporter.settings.values.LogLevel;
import io.github.cfexporter.settings.values.Secret;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What the page shows of the log: no secret, in whatever part of a line it is, and not too much. */
@Tag("unit")
class LogTailTest {
  private static final String TOKEN = "a-secret-token";

  private final LogCapture log = new LogCapture();
  private final Logger logger = log.logger("io.github.cfexporter.Sample");
  private final Logging logging = log.logging();

  @Test
  void line_saysWhoSaidWhat() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.atWarn().addKeyValue("account", "a1").log("fetch failed");

    assertThat(logging.tail().after(0)).singleElement().satisfies(line -> {
      assertThat(line.level()).isEqualTo("WARN");
      assertThat(line.text()).isEqualTo("Sample  fetch failed account=a1");
      assertThat(line.millis()).isPositive();
    });
  }

  @Test
  void secret_isNowhere() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);
    logging.redaction().hide(List.of(new Secret(TOKEN)));

    logger.warn("refused: token={}", TOKEN, new IllegalStateException("no " + TOKEN));
    logger.atWarn().addKeyValue("token", TOKEN).log("refused " + TOKEN);

    assertThat(logging.tail().after(0))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.text()).contains("refused").doesNotContain(TOKEN));
  }

  @Test
  void reader_getsWhatIsNew_andOnlyTheLatestOfMuch() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);
    for (int i = 1; i <= 1_000; i++) {
      logger.info("line {}", i);
    }

    List<LogTail.Line> all = logging.tail().after(0);
    assertThat(all).hasSize(300);
    assertThat(all.get(299).number()).isEqualTo(1_000);
    assertThat(logging.tail().after(998))
        .extracting(LogTail.Line::text)
        .containsExactly("Sample  line 999", "Sample  line 1000");
  }

  @Test
  void longLine_isCut() {
    logging.apply(LogLevel.INFO, LogFormat.JSON);

    logger.info("x".repeat(10_000));

    assertThat(logging.tail().after(0).get(0).text()).hasSizeLessThan(2_100).endsWith("…");
  }
}
