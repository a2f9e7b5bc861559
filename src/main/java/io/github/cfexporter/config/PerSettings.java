package io.github.cfexporter.config;

import io.github.cfexporter.settings.Settings;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What follows from the settings, worked out when it is asked for and then kept until there are others.
 * On any thread.
 */
public final class PerSettings<T> implements Supplier<T> {
  private final Supplier<Settings> settings;
  private final Function<Settings, T> rule;
  private volatile Kept<T> kept;

  private record Kept<T>(Settings under, T value) {}

  /** @param rule depends on nothing but the settings */
  public PerSettings(Supplier<Settings> settings, Function<Settings, T> rule) {
    this.settings = settings;
    this.rule = rule;
  }

  @Override
  public T get() {
    Settings now = settings.get();
    Kept<T> last = kept;
    if (last == null || last.under() != now) {
      last = new Kept<>(now, rule.apply(now));
      kept = last;
    }
    return last.value();
  }
}
