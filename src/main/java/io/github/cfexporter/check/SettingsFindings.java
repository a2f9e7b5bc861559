package io.github.cfexporter.check;

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
   */
  public static List<Finding> of(Settings settings, List<Mistake> unread) {
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
    unread.forEach(
        variable -> findings.add(Finding.missing(variable.name(), variable.problem(), List.of())));
    return findings;
  }

  private static String word(Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT);
  }

  private SettingsFindings() {}
}
