package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.traffic.IngestDelays;

/**
 * Where the real API varies or tests need other figures.
 *
 * @param documentedStatuses refuse documents with the HTTP status that Cloudflare documents; if not,
 *     with 200, as live answers mostly have
 * @param delays how long after they happened events can be seen
 * @param maxPageSize highest {@code limit} of a node
 * @param graphqlPer5Minutes documents that a token, or in account-based mode an account, may send
 * @param restPer5Minutes calls of both APIs together that a token may make
 */
public record SimulatorOptions(
    boolean documentedStatuses,
    IngestDelays delays,
    int maxPageSize,
    int graphqlPer5Minutes,
    int restPer5Minutes) {

  /** Cloudflare's own figures, and events that come up to two minutes late. */
  public static SimulatorOptions usual() {
    return new SimulatorOptions(false, new IngestDelays(120, 0, 0), 10_000, 300, 1200);
  }

  public SimulatorOptions withDocumentedStatuses() {
    return new SimulatorOptions(true, delays, maxPageSize, graphqlPer5Minutes, restPer5Minutes);
  }

  /** The longest that most events take; those of {@link #withLateEvents} take longer. */
  public SimulatorOptions withIngestDelaySeconds(long seconds) {
    return with(new IngestDelays(seconds, delays.latePercent(), delays.lateSeconds()));
  }

  /** A share of the events that is seen much later than the others. */
  public SimulatorOptions withLateEvents(int percent, long seconds) {
    return with(new IngestDelays(delays.greatestSeconds(), percent, seconds));
  }

  public SimulatorOptions withMaxPageSize(int rows) {
    return new SimulatorOptions(
        documentedStatuses, delays, rows, graphqlPer5Minutes, restPer5Minutes);
  }

  public SimulatorOptions withBudgets(int graphql, int rest) {
    return new SimulatorOptions(documentedStatuses, delays, maxPageSize, graphql, rest);
  }

  private SimulatorOptions with(IngestDelays others) {
    return new SimulatorOptions(
        documentedStatuses, others, maxPageSize, graphqlPer5Minutes, restPer5Minutes);
  }
}
