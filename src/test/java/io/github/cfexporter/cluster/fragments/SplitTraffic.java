package io.github.cfexporter.cluster.fragments;

import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the sides of a split network are told of the same minutes. */
final class SplitTraffic {
  static final int HOSTS = 6;

  /** Second since the epoch. */
  static final long START = 60_000;

  private final Random random;
  private final boolean toldAlike;

  /** @param toldAlike else each side is told of a part, as of late or sampled rows */
  SplitTraffic(Random random, boolean toldAlike) {
    this.random = random;
    this.toldAlike = toldAlike;
  }

  /**
   * What is told of a window.
   *
   * @param all whether of hosts without a request, too
   */
  Delta told(Window window, boolean all) {
    SeriesTable series = new SeriesTable();
    for (int host = 0; host < HOSTS; host++) {
      long amount = 0;
      for (long minute = window.from() + 60; minute <= window.to(); minute += 60) {
        amount += told(minute, host);
      }
      if (amount > 0 || all) {
        series.add("host" + host, amount, Math.toIntExact(window.to()));
      }
    }
    return new Delta(List.of(new FamilyTotals("requests", List.of(), series)), List.of());
  }

  /** All that happened, by host. */
  Map<String, Long> truth(long end) {
    Map<String, Long> truth = new HashMap<>();
    for (int host = 0; host < HOSTS; host++) {
      for (long minute = START + 60; minute <= end; minute += 60) {
        truth.merge("host" + host, told(minute, host), Long::sum);
      }
    }
    return truth;
  }

  /** What is told of one minute: the same to everyone, or what is there by then. */
  private long told(long minute, int host) {
    long events = new Random(minute * HOSTS + host).nextInt(3);
    return toldAlike || events == 0 ? events : random.nextLong(events + 1);
  }
}
