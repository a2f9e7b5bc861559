package io.github.cfexporter.counting;

/**
 * What became of a window that was offered to the counters.
 *
 * @param watermark where the counters stand now, in seconds since the epoch
 * @param refused how many amounts of the window no total could hold
 */
public record Applied(Outcome outcome, long watermark, int refused) {

  /** A window all of which found its place, or none. */
  public Applied(Outcome outcome, long watermark) {
    this(outcome, watermark, 0);
  }

  /** The three answers of the counters. */
  public enum Outcome {
    /** The window continued from the watermark and has been added. */
    ADDED,
    /** The counters end where the window ends: an earlier try, or another owner, has added it. */
    ALREADY_ADDED,
    /** The counters stand elsewhere: fetch again from the watermark. */
    OUT_OF_PLACE
  }
}
