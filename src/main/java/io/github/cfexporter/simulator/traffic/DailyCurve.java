package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;

/**
 * Traffic as people make it: little at night, most in the afternoon, less at weekends, and not as much
 * everywhere. A function of the second and of where it happens, so it can be recomputed.
 */
final class DailyCurve {
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  /** The quietest time of the day, UTC, before what {@link #shift} makes of it. */
  private static final long QUIETEST = 3 * HOUR;

  private static final double NIGHT = 0.3;
  private static final double WEEKEND = 0.7;
  private static final int FEWEST_OF_256 = 6;
  private static final int MOST_OF_256 = 250;

  /** How many of 256 places of the stream hold an event in a second; on average some {@code occupied}. */
  static int occupied(EventStream stream, String scopeId, long second) {
    if (!stream.followsPeople()) {
      return stream.occupied();
    }
    long noise = Hash.of(scopeId);
    double places = 1.5 * stream.occupied() * size(noise) * activity(second + shift(noise));
    return (int) Math.max(FEWEST_OF_256, Math.min(MOST_OF_256, Math.round(places)));
  }

  /** From {@link #NIGHT} to 1. */
  private static double activity(long second) {
    double turn = 2 * Math.PI * (Math.floorMod(second, DAY) - QUIETEST) / DAY;
    double daily = NIGHT + (1 - NIGHT) * (1 - Math.cos(turn)) / 2;
    long weekday = Math.floorMod(Math.floorDiv(second, DAY) + 3, 7L); // the epoch was a Thursday
    return weekday >= 5 ? WEEKEND * daily : daily;
  }

  /** Visitors of some zones are up to three hours further east or west. */
  private static long shift(long noise) {
    return Math.floorMod(noise, 7L) * HOUR - 3 * HOUR;
  }

  private static double size(long noise) {
    return 0.5 + Hash.bits(noise, 20, 8) / 256.0;
  }

  private DailyCurve() {}
}
