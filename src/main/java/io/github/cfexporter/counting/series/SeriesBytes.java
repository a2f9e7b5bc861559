package io.github.cfexporter.counting.series;

/** How much heap series take, as an estimate. */
final class SeriesBytes {
  /**
   * Bytes that a series takes in the whole process beside the text of its key: the headers of two
   * strings (40 each), places in the stored and the shown table with their slots and spare room (32
   * each), among the keys of earlier windows (16), and what its compressed line takes beside the key.
   */
  private static final int BYTES_OF_A_SERIES = 200;

  /** The stored and the shown table have strings of their own after a start, and lines repeat them. */
  private static final int BYTES_OF_A_CHARACTER = 3;

  /**
   * Bytes that some series take.
   *
   * @param characters of all their keys together
   */
  static long of(int series, long characters) {
    return (long) BYTES_OF_A_SERIES * series + BYTES_OF_A_CHARACTER * characters;
  }

  private SeriesBytes() {}
}
