package io.github.cfexporter.backfill;

/** The time, and waiting for it to pass; a test has another. */
public interface BackfillClock {
  /** Milliseconds since the epoch. */
  long millis();

  void sleep(long millis) throws InterruptedException;

  /** The machine's. */
  static BackfillClock system() {
    return new BackfillClock() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
      }
    };
  }
}
