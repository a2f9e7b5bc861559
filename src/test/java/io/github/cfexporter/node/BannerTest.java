package io.github.cfexporter.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BannerTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("banner");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @Test
  void line_namesWhatStartsAndWhereEachSettingComesFrom() {
    lines.setContext(context);
    lines.start();
    logger.addAppender(lines);
    Map<String, String> environment = Map.of(
        "CLOUDFLARE_API_TOKEN", "a-secret-token", "PORT", "9000", "CONFIG_FILE", "/etc/e.yaml");
    Settings settings =
        Settings.read(new Sources(Map.of(), environment, Map.of("queryLimit", "500"), file -> ""));

    Banner.log(logger, new BuildInfo("1.2.3", "0123456789ab", "17.0.1"), "node-1", settings);

    assertThat(lines.list).singleElement().satisfies(event -> {
      assertThat(event.getFormattedMessage())
          .startsWith("starting: version=1.2.3 revision=0123456789ab java=17.0.1 node=node-1 ")
          .contains(" environment=[CLOUDFLARE_API_TOKEN, PORT, CONFIG_FILE] ")
          .contains(" file=/etc/e.yaml fileKeys=[queryLimit] ")
          .endsWith(" defaults=" + (Settings.ALL.size() - 4))
          .doesNotContain("a-secret-token");
    });
  }

  @Test
  void demo_saysThatItsDataIsSimulated() {
    lines.setContext(context);
    lines.start();
    logger.addAppender(lines);
    Settings settings = Settings.read(new Sources(Map.of(), Map.of(), Map.of(), file -> ""));

    Banner.log(logger, new BuildInfo("1.2.3", "0123abc", "17").ofDemo(), "node-1", settings);

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("starting: version=1.2.3+demo "),
            second -> assertThat(second).startsWith("all data is simulated, because of --demo"));
  }

  @Test
  void node_isWhatTheEnvironmentSays() {
    assertThat(Banner.node(Map.of("HOSTNAME", "exporter-0"))).isEqualTo("exporter-0");
    assertThat(Banner.node(Map.of())).isNotBlank();
  }
}
