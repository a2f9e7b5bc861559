package io.github.cfexporter.backfill;

import io.github.cfexporter.remote.RemoteSample;
import java.io.IOException;
import java.util.Map;

/** Where samples go; those of one series come in the order of their times. */
interface HistorySink {
  void sample(RemoteSample sample) throws IOException;

  /** What came so far is where it should be; returns what a later run must know to go on from here. */
  Map<String, Long> flush() throws IOException;

  /** Goes on from what an earlier run was told by {@link #flush}; what came after that is gone. */
  void resume(Map<String, Long> lengths) throws IOException;

  /** How many samples were not taken, and never will be. */
  default long refused() {
    return 0;
  }

  /** Everything has come. */
  void end() throws IOException;
}
