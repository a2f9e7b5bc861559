package io.github.cfexporter.counting;

import io.github.cfexporter.counting.version.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a window that was offered to the counters.
 *
 * @param watermark where the counters stand now, in seconds since the epoch
 * @param version the counters as they are now
 * @param refused how many amounts of the window no total could hold
 * @param bytes estimate of the heap that their series take; 0 where nothing was added
 * @param redirected how many label sets of the window found no room and are counted under {@code
 *     other}, by family; families without any are missing
 */
public record Applied(
    Outcome outcome,
    long watermark,
    Version version,
    int refused,
    long bytes,
    Map<String, Integer> redirected) {
  public Applied {
    redirected = Collections.unmodifiableMap(new LinkedHashMap<>(redirected));
  }

  /** Nothing was added. */
  public Applied(Outcome outcome, long watermark, Version version) {
    this(outcome, watermark, version, 0, 0, Map.of());
  }

  /** The three answers of the counters. */
  public enum Outcome {
    /** The window continued from the watermark and has been added. */
    ADDED,
    /** The counters end where the window ends: an earlier try, or another owner, has added it. */
    ALREADY_ADDED,
    /** The counters stand elsewhere, or are others: read them again, and fetch from the watermark. */
    OUT_OF_PLACE
  }
}
