package io.github.cfexporter.config;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Whether what the files of the configuration say now is what holds. Safe for use by several threads. */
public final class ReloadState {
  private final LongSupplier millis;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile long takenAt;

  /**
   * Begins with a configuration that has just been read.
   *
   * @param millis milliseconds since the epoch
   */
  public ReloadState(LongSupplier millis) {
    this.millis = millis;
    this.takenAt = millis.getAsLong();
  }

  /** A source has new values, or its old ones again, and they hold. */
  public void taken(String source) {
    refused.remove(source);
    takenAt = millis.getAsLong();
  }

  /** A source gives no values that could hold; those of before stay. */
  public void refused(String source) {
    refused.add(source);
  }

  public boolean isSuccessful() {
    return refused.isEmpty();
  }

  /** When values were last taken over, in milliseconds since the epoch. */
  public long takenAt() {
    return takenAt;
  }
}
