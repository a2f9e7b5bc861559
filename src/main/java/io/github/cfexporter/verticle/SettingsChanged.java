package io.github.cfexporter.verticle;

import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;

/**
 * Tells every verticle of the node that settings have changed, for those that do not want to wait
 * until they use them again.
 */
public record SettingsChanged(Settings before, Settings now) {
  static final String ADDRESS = "settings.changed";

  /** Whether the value of any of these is another one now. */
  boolean concerns(Setting<?>... settings) {
    var changed = now.changedSince(before);
    for (Setting<?> setting : settings) {
      if (changed.contains(setting)) {
        return true;
      }
    }
    return false;
  }
}
