package io.github.cfexporter.exposition;

/**
 * Tells the codes of a block by the lengths of their symbols, runs of equal ones shortened, under a
 * code of their own; RFC 1951, 3.2.7. Not thread-safe.
 */
final class CodeLengths {
  private static final int AGAIN = 16; // the length before, 3 to 6 times
  private static final int FEW_ZEROS = 17; // 3 to 10
  private static final int MANY_ZEROS = 18; // 11 to 138
  private static final int[] EXTRA_BITS = {2, 3, 7};

  /** Rare ones last, so that they can be left out. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final HuffmanCode code = new HuffmanCode(ORDER.length, 7);
  private final int[] lengths = new int[286 + 30];

  /** Symbols of the code, each below the number in its extra bits. */
  private final int[] runs = new int[lengths.length];

  private int size;

  void write(HuffmanCode symbols, HuffmanCode distances, BitWriter out) {
    int symbolsUsed = copy(symbols, 257, 0);
    int used = copy(distances, 1, symbolsUsed);
    findRuns(used);
    code.make();
    out.put(symbolsUsed - 257, 5);
    out.put(used - symbolsUsed - 1, 5);
    writeCode(out);
    for (int i = 0; i < size; i++) {
      int symbol = runs[i] & 31;
      out.put(code, symbol);
      if (symbol >= AGAIN) {
        out.put(runs[i] >>> 5, EXTRA_BITS[symbol - AGAIN]);
      }
    }
  }

  private int copy(HuffmanCode from, int atLeast, int to) {
    int used = from.used(atLeast);
    for (int symbol = 0; symbol < used; symbol++) {
      lengths[to + symbol] = from.length(symbol);
    }
    return to + used;
  }

  private void findRuns(int used) {
    size = 0;
    for (int i = 0; i < used; ) {
      int length = lengths[i];
      int end = i + 1;
      while (end < used && lengths[end] == length) {
        end++;
      }
      i += addRun(length, end - i, i > 0 && lengths[i - 1] == length);
    }
  }

  /** Answers how many lengths of the run it has added. */
  private int addRun(int length, int run, boolean again) {
    if (length == 0 && run >= 11) {
      return add(MANY_ZEROS, Math.min(run, 138), 11);
    } else if (length == 0 && run >= 3) {
      return add(FEW_ZEROS, run, 3);
    } else if (again && run >= 3) {
      return add(AGAIN, Math.min(run, 6), 3);
    }
    return add(length, 1, 1);
  }

  private int add(int symbol, int run, int shortest) {
    code.count(symbol);
    runs[size++] = symbol | ((run - shortest) << 5);
    return run;
  }

  private void writeCode(BitWriter out) {
    int used = ORDER.length;
    while (used > 4 && code.length(ORDER[used - 1]) == 0) {
      used--;
    }
    out.put(used - 4, 4);
    for (int i = 0; i < used; i++) {
      out.put(code.length(ORDER[i]), 3);
    }
  }
}
