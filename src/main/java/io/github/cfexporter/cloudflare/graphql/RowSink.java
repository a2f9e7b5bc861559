package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.counting.series.Row;

/**
 * Takes the rows of one node while the answer is being read.
 *
 * <p>What it took counts only when the answer has been read to its end and calls the part clean
 * ({@link Answer#clean}): errors follow the data, and a body can break off. Calls come from one
 * thread at a time, which may be a worker; the answer's future completes after the last of them.
 */
@FunctionalInterface
public interface RowSink {
  /**
   * Takes one row.
   *
   * @param zone the zone's tag; empty for a node of the account
   * @param row filled again for the next call, so it must not be kept
   */
  void row(String zone, Row row);
}
