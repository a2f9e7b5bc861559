package io.github.cfexporter.check;

import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_USER;
import static io.github.cfexporter.settings.Deployment.CONFIG_API_OPEN;
import static io.github.cfexporter.settings.Deployment.DISABLE_CONFIG_API;

import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words how the exporter is configured; mistakes have ended the process before. */
public final class SettingsFindings {

  /**
   * What is set, and what was set in vain.
   *
   * @param unread environment variables that look like settings but are none
   * @param web whether the web configuration keeps strangers out
   */
  public static List<Finding> of(Settings settings, List<Mistake> unread, boolean web) {
    List<Finding> findings = new ArrayList<>();
    List<String> given = Settings.ALL.stream()
        .filter(setting -> settings.origin(setting) != Origin.DEFAULT)
        .map(setting -> setting.name() + " (" + word(settings.origin(setting)) + ")")
        .toList();
    findings.add(Finding.ok(
        "",
        given.isEmpty()
            ? "valid; every key has its default"
            : "valid; set are " + String.join(", ", given)));
    findings.add(access(settings, web));
    unread.forEach(
        variable -> findings.add(Finding.missing(variable.name(), variable.problem(), List.of())));
    return findings;
  }

  private static Finding access(Settings settings, boolean web) {
    if (settings.get(DISABLE_CONFIG_API)) {
      return Finding.ok("/config", "is switched off");
    }
    if (web || settings.get(BASIC_AUTH_USER).isPresent()) {
      return Finding.ok("/config", "may be changed by who has logged in or shown a certificate");
    }
    if (settings.get(CONFIG_API_OPEN)) {
      return Finding.note("/config", "may be changed by everybody who reaches the port");
    }
    return Finding.note(
        "/config",
        "is read-only for other machines, because nobody has to log in: see BASIC_AUTH_USER,"
            + " WEB_CONFIG_FILE and CONFIG_API_OPEN");
  }

  private static String word(Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT);
  }

  private SettingsFindings() {}
}
