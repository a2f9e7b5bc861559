package io.github.cfexporter.simulator.traffic;

/**
 * Requests with a host of its own each, as anybody may send them to a wildcard zone. They come on top
 * of the zone's usual traffic and are of the same sorts.
 *
 * @param fromSecond first second, since the epoch
 * @param toSecond the second after the last one
 * @param hostsPerSecond new hosts in each second
 */
public record Flood(String zoneId, long fromSecond, long toSecond, int hostsPerSecond) {
  /** What fills the widest page within a second. */
  private static final int MOST_HOSTS = 10_000;

  /** What makes a name as long as a resolver takes, 253 characters: each costs most that way. */
  private static final String FILLING =
      ("." + "x".repeat(63)).repeat(3) + "." + "x".repeat(26) + ".wildcard.example";

  private static final String HOST = "clientRequestHTTPHost";

  public Flood {
    if (hostsPerSecond < 1 || hostsPerSecond > MOST_HOSTS) {
      throw new IllegalArgumentException(
          "hostsPerSecond must be from 1 to " + MOST_HOSTS + ": " + hostsPerSecond);
    }
  }

  /** Whether events of a stream and a second of the zone or account belong to it. */
  boolean reaches(String scopeId, EventStream stream, long second) {
    return scopeId.equals(zoneId)
        && (stream.equals(EventStream.REQUESTS) || stream.equals(EventStream.FIREWALL))
        && second >= fromSecond
        && second < toSecond;
  }

  /** The same sort of request to a host that nothing else names. */
  Traits traits(Traits usual, long noise) {
    return usual.with(HOST, String.format("%016x", noise) + FILLING);
  }
}
