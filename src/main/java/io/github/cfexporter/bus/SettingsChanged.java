package io.github.cfexporter.bus;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells every verticle of the node that settings have changed, for those that do not want to wait
 * until they use them again.
 */
public record SettingsChanged(Settings before, Settings now) {
  private static final String ADDRESS = "settings.changed";

  /** Tells all verticles of this node. */
  public static void publish(EventBus bus, Settings before, Settings now) {
    bus.publish(ADDRESS, new SettingsChanged(before, now), Messages.LOCAL_ONLY);
  }

  /** Hears of every change; completes when from now on none is missed. */
  public static Future<Void> listen(EventBus bus, Consumer<SettingsChanged> listener) {
    return bus.<SettingsChanged>localConsumer(ADDRESS, message -> listener.accept(message.body()))
        .completion();
  }

  /** Whether the value of any of these is another one now. */
  public boolean concerns(Setting<?>... settings) {
    Set<Setting<?>> changed = now.changedSince(before);
    for (Setting<?> setting : settings) {
      if (changed.contains(setting)) {
        return true;
      }
    }
    return false;
  }

  /** Metrics that are allowed from now on. */
  public Set<String> newlyAllowed() {
    return difference(before, now);
  }

  private static Set<String> difference(Settings some, Settings others) {
    Set<String> names = new HashSet<>(some.get(METRICS_DENYLIST));
    names.removeAll(others.get(METRICS_DENYLIST));
    return names;
  }
}
