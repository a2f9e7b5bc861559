package io.github.cfexporter.simulator.world;

import java.util.UUID;

/** Deterministic noise: everything that looks random here is a hash of what it belongs to. */
public final class Hash {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The finalizer of SplitMix64, https://doi.org/10.1145/2714064.2660195. */
  public static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** So many bits of the noise as a number, from a bit on. */
  public static int bits(long noise, int from, int bits) {
    return (int) ((noise >>> from) & ((1L << bits) - 1));
  }

  public static long of(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return mix(hash);
  }

  /** A number from 0 to {@code bound - 1}. */
  public static int below(int bound, String text) {
    return (int) Math.floorMod(of(text), (long) bound);
  }

  /** 32 hexadecimal digits, as Cloudflare's ids have. */
  public static String id(String text) {
    long high = of(text);
    return String.format("%016x%016x", high, mix(high));
  }

  /** An id in the form of certificate packs. */
  public static String uuid(String text) {
    long high = of(text);
    return new UUID(high, mix(high)).toString();
  }

  private Hash() {}
}
