package io.github.cfexporter.cluster.tunnel;

import java.time.Duration;

/**
 * What a tunnel grants to those who have not shown yet that they are nodes, and how long it waits.
 *
 * @param handshakes most connections of strangers at a time; with one more, the eldest is closed, so
 *     that a crowd of them cannot keep a node out
 * @param handshake how long one may take from its first byte to its last
 * @param connect how long a node is waited for that does not answer
 * @param parting how long the last bytes may take to a side that is then closed
 */
record Limits(int handshakes, Duration handshake, Duration connect, Duration parting) {
  static final Limits USUAL =
      new Limits(64, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2));
}
