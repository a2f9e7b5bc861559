package io.github.cfexporter.counting.series;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which window brought the series of one table. Series stand in the order of their arrival, so that
 * it is enough to know where those of a window begin: eight bytes for each window that brought any.
 * Series that are older than this knowledge come first. Not safe for concurrent use.
 */
public final class Births {
  private int[] positions = {};
  private int[] windows = {};
  private int size;

  /**
   * Series from a position on come with a window that is later than all before.
   *
   * @param window its end, in seconds since the epoch
   */
  public void begin(int position, int window) {
    if (size > 0 && positions[size - 1] == position) {
      windows[size - 1] = window; // those that stood there are gone
    } else if (size == 0 || windows[size - 1] != window) {
      if (size == positions.length) {
        positions = Arrays.copyOf(positions, size + size / 2 + 1);
        windows = Arrays.copyOf(windows, size + size / 2 + 1);
      }
      positions[size] = position;
      windows[size++] = window;
    }
  }

  /**
   * Where the series begin that came after a second; {@code series} when there are none.
   *
   * @param series how many the table has
   */
  int firstAfter(long second, int series) {
    int from = series;
    for (int run = size - 1; run >= 0 && windows[run] > second; run--) {
      from = Math.min(series, positions[run]);
    }
    return from;
  }

  /** Names the end of each window after a second that brought series which are there, latest first. */
  void after(long second, int series, IntConsumer window) {
    for (int run = size - 1; run >= 0 && windows[run] > second; run--) {
      if (positions[run] < series) {
        window.accept(windows[run]);
      }
    }
  }

  /** The end of the window that brought a series; 0 when it is older than this knowledge. */
  public int of(int position) {
    int found = Arrays.binarySearch(positions, 0, size, position);
    int run = found >= 0 ? found : -found - 2; // the run before the place where it would stand
    return run < 0 ? 0 : windows[run];
  }

  /** The end of the latest window that brought any, in seconds since the epoch; 0 if none did. */
  int latest() {
    return size == 0 ? 0 : windows[size - 1];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** A table is about to forget its series that last grew before a second. */
  void forgetIdle(SeriesTable table, int before) {
    Births left = new Births();
    int[] at = {0, 0, 0}; // position, how many before it stay, run
    table.forEach((key, total, movedAt) -> {
      while (at[2] < size && positions[at[2]] <= at[0]) {
        left.begin(at[1], windows[at[2]++]);
      }
      at[0]++;
      at[1] += movedAt >= before ? 1 : 0;
    });
    positions = left.positions;
    windows = left.windows;
    size = left.size;
  }

  Births copy() {
    Births copy = new Births();
    copy.positions = Arrays.copyOf(positions, size);
    copy.windows = Arrays.copyOf(windows, size);
    copy.size = size;
    return copy;
  }

  /** How many runs there are. */
  public int runs() {
    return size;
  }

  /** Where a run begins. */
  public int position(int run) {
    return positions[run];
  }

  /** The end of the window that brought a run, in seconds since the epoch. */
  public int window(int run) {
    return windows[run];
  }
}
