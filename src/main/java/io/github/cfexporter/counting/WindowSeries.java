package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.Arrays;

/**
 * The series that one window adds to, found without hashing by the numbers that {@link KnownKeys}
 * gives to keys.
 */
final class WindowSeries {
  private final SeriesTable table;

  /** Where a series stands in the table plus one, or zero, by the number of its key. */
  private int[] places;

  WindowSeries(int expected) {
    table = new SeriesTable(expected);
    places = new int[Math.max(8, expected)];
  }

  SeriesTable table() {
    return table;
  }

  /** Adds an amount; tells whether it fitted, see {@link SeriesTable#add}. */
  boolean add(int number, String key, long amount) {
    if (number >= places.length) {
      places = Arrays.copyOf(places, number + number / 2);
    }
    if (places[number] == 0) {
      places[number] = table.append(key, 0) + 1;
    }
    return table.addAt(places[number] - 1, amount, 0);
  }
}
