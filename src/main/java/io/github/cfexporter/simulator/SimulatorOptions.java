package io.github.cfexporter.simulator;

/**
 * Where the real API varies or tests need other figures.
 *
 * @param documentedStatuses refuse documents with the HTTP status that Cloudflare documents; if not,
 *     with 200, as live answers mostly have
 * @param ingestDelaySeconds after which every event can be seen; most are seen earlier
 * @param maxPageSize highest {@code limit} of a node
 * @param graphqlPer5Minutes documents that a token, or in account-based mode an account, may send
 * @param restPer5Minutes calls of both APIs together that a token may make
 * @param latePercent of the events are seen only {@code lateSeconds} after the others
 */
public record SimulatorOptions(
    boolean documentedStatuses,
    long ingestDelaySeconds,
    int maxPageSize,
    int graphqlPer5Minutes,
    int restPer5Minutes,
    int latePercent,
    long lateSeconds) {

  /** Cloudflare's own figures, and events that come up to two minutes late. */
  public static SimulatorOptions usual() {
    return new SimulatorOptions(false, 120, 10_000, 300, 1200, 0, 0);
  }

  public SimulatorOptions withDocumentedStatuses() {
    return new SimulatorOptions(
        true,
        ingestDelaySeconds,
        maxPageSize,
        graphqlPer5Minutes,
        restPer5Minutes,
        latePercent,
        lateSeconds);
  }

  public SimulatorOptions withIngestDelaySeconds(long seconds) {
    return new SimulatorOptions(
        documentedStatuses,
        seconds,
        maxPageSize,
        graphqlPer5Minutes,
        restPer5Minutes,
        latePercent,
        lateSeconds);
  }

  public SimulatorOptions withMaxPageSize(int rows) {
    return new SimulatorOptions(
        documentedStatuses,
        ingestDelaySeconds,
        rows,
        graphqlPer5Minutes,
        restPer5Minutes,
        latePercent,
        lateSeconds);
  }

  public SimulatorOptions withBudgets(int graphql, int rest) {
    return new SimulatorOptions(
        documentedStatuses,
        ingestDelaySeconds,
        maxPageSize,
        graphql,
        rest,
        latePercent,
        lateSeconds);
  }

  /** A share of the events that is seen much later than the others. */
  public SimulatorOptions withLateEvents(int percent, long seconds) {
    return new SimulatorOptions(
        documentedStatuses,
        ingestDelaySeconds,
        maxPageSize,
        graphqlPer5Minutes,
        restPer5Minutes,
        percent,
        seconds);
  }
}
