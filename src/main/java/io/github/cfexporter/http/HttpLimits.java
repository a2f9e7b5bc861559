package io.github.cfexporter.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What clients of the HTTP server may take.
 *
 * @param connections open at a time; beyond them the one that has been idle longest is closed
 * @param header from the opening of a connection until its first request has come
 * @param idle between two requests on a connection; longer than any sensible scrape interval, so that
 *     Prometheus may keep its connection
 * @param body until a body has come whole
 * @param bodies being received at a time
 * @param stall while an answer is being sent, without the client taking anything that counts
 * @param request from its beginning until its answer has been sent
 * @param editions of the metrics that are being sent at a time
 */
public record HttpLimits(
    int connections,
    Duration header,
    Duration idle,
    Duration body,
    int bodies,
    Duration stall,
    Duration request,
    int editions) {
  private static final int MOST_CONNECTIONS = 1024;
  private static final int FEWEST_CONNECTIONS = 16;
  private static final long HEAP_PER_CONNECTION = 256 * 1024;

  /** Limits that fit this process: its heap, and the file descriptors that it has left. */
  public static HttpLimits usual() {
    long byHeap = Runtime.getRuntime().maxMemory() / HEAP_PER_CONNECTION;
    long most = Math.min(MOST_CONNECTIONS, Math.min(byHeap, freeDescriptors() / 2));
    return new HttpLimits(
        (int) Math.max(FEWEST_CONNECTIONS, most),
        Duration.ofSeconds(10),
        Duration.ofSeconds(150),
        Duration.ofSeconds(10),
        32,
        Duration.ofSeconds(15),
        Duration.ofMinutes(2),
        4);
  }

  /** The other half is for calls to Cloudflare, the cluster and the database. */
  private static long freeDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() > 0
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
