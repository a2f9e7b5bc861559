package io.github.cfexporter.runtime;

import java.util.Map;

/**
 * How Netty keeps the buffers of connections outside the heap. Left alone, each event loop gets four
 * megabytes at once, of which it uses a fraction. What was given with {@code -D} stays.
 */
public final class NettyMemory {
  /** A chunk is a page of 8 kB, doubled so often: one megabyte. Larger buffers get their own memory. */
  private static final Map<String, String> PROPERTIES = Map.of(
      "io.netty.allocator.numDirectArenas", "2",
      "io.netty.allocator.numHeapArenas", "1",
      "io.netty.allocator.maxOrder", "7");

  /** Must come before the first class of Netty. */
  public static void choose() {
    PROPERTIES.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }

  private NettyMemory() {}
}
