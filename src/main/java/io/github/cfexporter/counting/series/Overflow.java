package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Label;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The series of one family in one zone that take up what finds no room as a series of its own. Such a
 * series has {@link #OTHER} in the labels that strangers may fill and keeps the values of the others;
 * when there are too many of those, too, one series has it in all labels.
 */
public final class Overflow {
  /** What a label says in place of values for which there is no room. */
  public static final String OTHER = "other";

  private static final int USUAL_ROOM = 100;

  private final boolean[] unbounded;
  private final String coarsest;

  Overflow(List<LabelForm> labels) {
    unbounded = new boolean[labels.size()];
    for (int i = 0; i < unbounded.length; i++) {
      unbounded[i] = Label.isUnbounded(labels.get(i).name());
    }
    if (IntStream.range(0, unbounded.length).noneMatch(i -> unbounded[i])) {
      Arrays.fill(unbounded, true);
    }
    coarsest = SeriesKey.of(labels.stream().map(label -> OTHER).toList());
  }

  /**
   * How many series of this sort there may be beside the {@link #coarsest} one: statuses and countries
   * of a zone need some hundreds at most. Where a cap of one says that there is no room at all, there
   * is none for them either.
   */
  static int room(int mostSeries) {
    return mostSeries == 1 ? 1 : Math.max(mostSeries / 10, USUAL_ROOM);
  }

  /** Whether a key has {@link #OTHER} wherever {@link #coarse} would put it. */
  boolean holds(String key) {
    int begin = 0;
    for (int i = 0; i < unbounded.length; i++) {
      int end = end(key, begin);
      if (unbounded[i] && !(end - begin == OTHER.length() && key.startsWith(OTHER, begin))) {
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  /** The key under which the amounts of a key are counted when it finds no room. */
  String coarse(String key) {
    StringBuilder coarse = new StringBuilder();
    int begin = 0;
    for (int i = 0; i < unbounded.length; i++) {
      int end = end(key, begin);
      if (i > 0) {
        coarse.append(SeriesKey.SEPARATOR);
      }
      coarse.append(unbounded[i] ? OTHER : key.substring(begin, end));
      begin = end + 1;
    }
    return coarse.toString();
  }

  /** The key that always finds room. */
  String coarsest() {
    return coarsest;
  }

  private static int end(String key, int begin) {
    int end = key.indexOf(SeriesKey.SEPARATOR, begin);
    return end < 0 ? key.length() : end;
  }
}
