package io.github.cfexporter.counting.version;

/**
 * Who adds windows to counters, or shows more of them, with a copy of its own to keep up with.
 *
 * @param id the process, the same for as long as it lives
 * @param knows the counters as this process knows them, but for what it is adding right now
 */
public record Writer(long id, Version knows) {
  /** Whether whatever others have added is in the copy of this one. */
  public boolean knowsWindowsOf(VersionVector windows) {
    return knows.windows().holdsAllBut(id, windows);
  }

  /** Whether the copy of this one needs no more than what it adds itself to become these counters. */
  public boolean knows(Version counters) {
    return knowsWindowsOf(counters.windows()) && counters.shownTo() <= knows.shownTo();
  }
}
