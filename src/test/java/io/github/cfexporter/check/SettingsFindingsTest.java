package io.github.cfexporter.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.report.findings.Finding.Level;
import io.github.cfexporter.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code --check} says of who may change the configuration. */
@Tag("unit")
class SettingsFindingsTest {

  @Test
  void configurationThatNobodyGuards_isReadOnly() {
    Finding finding = ofConfig(Map.of(), false);

    assertThat(finding.level()).isEqualTo(Level.NOTE);
    assertThat(finding.sentence()).contains("read-only for other machines");
    assertThat(finding.isProblem()).isFalse();
  }

  @Test
  void whoMayChangeIt_isSaid() {
    assertThat(ofConfig(Map.of("CONFIG_API_OPEN", "true"), false).sentence())
        .contains("by everybody who reaches the port");
    assertThat(ofConfig(Map.of("CONFIG_API_OPEN", "true"), true).sentence())
        .contains("by who has logged in");
    assertThat(ofConfig(
                Map.of("BASIC_AUTH_USER", "prom", "BASIC_AUTH_PASSWORD", "correct horse"), false)
            .sentence())
        .contains("by who has logged in");
    assertThat(ofConfig(Map.of("DISABLE_CONFIG_API", "true"), false).sentence())
        .contains("switched off");
  }

  private static Finding ofConfig(Map<String, String> environment, boolean web) {
    Settings settings = new SettingsReader(environment).read(Map.of());
    return SettingsFindings.of(settings, List.of(), web).stream()
        .filter(finding -> finding.subject().equals("/config"))
        .findFirst()
        .orElseThrow();
  }
}
