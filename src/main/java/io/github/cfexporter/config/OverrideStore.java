package io.github.cfexporter.config;

import io.github.cfexporter.cluster.shared.Overrides;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets values at runtime, for the whole cluster, and follows what other nodes set. */
public final class OverrideStore {
  private static final Logger logger = LoggerFactory.getLogger(OverrideStore.class);

  private final LiveSettings live;
  private final Overrides overrides;
  private final Consumer<Mistake> onMistake;
  private final AtomicLong asked = new AtomicLong();
  private long newest;
  private Set<String> reported = Set.of();

  /**
   * Joins these settings to the cluster's overrides.
   *
   * @param onMistake takes every mistake among the stored values, once
   */
  public OverrideStore(LiveSettings live, Overrides overrides, Consumer<Mistake> onMistake) {
    this.live = live;
    this.overrides = overrides;
    this.onMistake = onMistake;
  }

  /** Reads again what is set; answers the settings that hold then. */
  public Future<Settings> follow() {
    long ticket = asked.incrementAndGet();
    return overrides.all().map(stored -> take(ticket, stored));
  }

  /**
   * Sets one value and answers the settings that hold then.
   *
   * @param json Integer, Long, Boolean, String, List or null, as JSON parsers answer
   * @throws SettingsException at once, for a key or value that is refused
   */
  public Future<Settings> set(String key, Object json) {
    Setting<?> setting = Settings.require(key);
    String text = setting.textOf(json);
    Settings.checkOverride(key, text, live.metrics());
    return overrides.put(key, text).compose(done -> follow());
  }

  /**
   * Lets the weaker sources decide on one key again.
   *
   * @throws SettingsException at once, for an unknown key
   */
  public Future<Settings> reset(String key) {
    return overrides.remove(Settings.require(key).name()).compose(done -> follow());
  }

  /** The same for every key. */
  public Future<Settings> resetAll() {
    return overrides.clear().compose(done -> follow());
  }

  /** An answer that was asked for before the one taken last knows nothing new. */
  private synchronized Settings take(long ticket, Map<String, String> stored) {
    if (ticket > newest) {
      newest = ticket;
      report(live.overridesAre(stored));
    }
    return live.get();
  }

  private void report(List<Mistake> mistakes) {
    Set<String> now = new TreeSet<>();
    for (Mistake mistake : mistakes) {
      now.add(mistake.toString());
      if (!reported.contains(mistake.toString())) {
        logger.error(
            "a stored runtime value is refused and left out: key={} problem=\"{}\"",
            mistake.name(),
            mistake.problem());
        onMistake.accept(mistake);
      }
    }
    reported = now;
  }
}
