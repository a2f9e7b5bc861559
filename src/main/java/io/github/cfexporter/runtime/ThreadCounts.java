package io.github.cfexporter.runtime;

/**
 * How many threads there are of each sort at most. Vert.x starts its twenty workers one by one, with
 * every piece of work until all are there, however little each has to do; each costs memory.
 *
 * @param eventLoops which never wait
 * @param workers which compute what takes long, and wait for databases, other nodes and DNS
 */
public record ThreadCounts(int eventLoops, int workers) {
  private static final int MOST_EVENT_LOOPS = 8;
  private static final int LEAST_WORKERS = 8;
  private static final int MOST_WORKERS = 20;

  /**
   * The counts for a machine.
   *
   * @param cores that the process may use, 1 or more
   */
  public static ThreadCounts of(int cores) {
    return new ThreadCounts(
        Math.min(MOST_EVENT_LOOPS, 2 * cores),
        Math.max(LEAST_WORKERS, Math.min(MOST_WORKERS, 4 * cores)));
  }
}
