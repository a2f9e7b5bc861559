package io.github.cfexporter.exposition;

import java.util.Arrays;

/**
 * A prefix code made for the symbols that were counted, canonical as RFC 1951 (3.2.2) has it: the
 * lengths alone tell the code. Counted, made and used again and again. Not thread-safe.
 */
final class HuffmanCode {
  static final int LENGTH_BITS = 4;

  private static final int SYMBOL_BITS = 9;

  private final int longest;
  private final int[] counts;
  private final int[] lengths;
  private final int[] codes;

  /** The symbols that occur, rare ones first: their count above their number. */
  private final int[] sorted;

  /** The tree: leaves in the order of {@code sorted}, then inner nodes, the root last. */
  private final int[] weights;

  private final int[] parents;
  private final int[] depths;
  private final int[] leavesByLength;

  /**
   * A code without any symbol.
   *
   * @param longest bits that a symbol may take
   */
  HuffmanCode(int symbols, int longest) {
    this.longest = longest;
    counts = new int[symbols];
    lengths = new int[symbols];
    codes = new int[symbols];
    sorted = new int[symbols];
    weights = new int[2 * symbols];
    parents = new int[2 * symbols];
    depths = new int[2 * symbols];
    leavesByLength = new int[longest + 1];
  }

  void count(int symbol) {
    counts[symbol]++;
  }

  /** The bits of a symbol, above {@link #LENGTH_BITS} that tell how many they are. */
  int code(int symbol) {
    return codes[symbol];
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  /** How many symbols are left when those at the end that do not occur are left out. */
  int used(int atLeast) {
    int used = lengths.length;
    while (used > atLeast && lengths[used - 1] == 0) {
      used--;
    }
    return used;
  }

  /** Makes the code of what was counted, and counts from zero again. */
  void make() {
    int used = sort();
    growTree(used);
    countLeaves(used);
    assignLengths();
    assignCodes();
    Arrays.fill(counts, 0);
  }

  /** Sorts the symbols that occur; there are two at least, for fewer make no complete code. */
  private int sort() {
    int used = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        sorted[used++] = (counts[symbol] << SYMBOL_BITS) | symbol;
      }
    }
    for (int symbol = 0; used < 2; symbol++) {
      if (counts[symbol] == 0) {
        sorted[used++] = (1 << SYMBOL_BITS) | symbol;
      }
    }
    Arrays.sort(sorted, 0, used);
    return used;
  }

  /** Joins the two lightest nodes until one is left. Inner nodes come about in order of weight. */
  private void growTree(int leaves) {
    for (int leaf = 0; leaf < leaves; leaf++) {
      weights[leaf] = sorted[leaf] >>> SYMBOL_BITS;
    }
    int leaf = 0;
    int inner = leaves;
    for (int node = leaves; node < 2 * leaves - 1; node++) {
      weights[node] = 0;
      for (int child = 0; child < 2; child++) {
        boolean lighter = leaf < leaves && (inner == node || weights[leaf] <= weights[inner]);
        int lightest = lighter ? leaf++ : inner++;
        weights[node] += weights[lightest];
        parents[lightest] = node;
      }
    }
  }

  private void countLeaves(int leaves) {
    Arrays.fill(leavesByLength, 0);
    int root = 2 * leaves - 2;
    depths[root] = 0;
    for (int node = root - 1; node >= 0; node--) {
      depths[node] = depths[parents[node]] + 1;
      if (node < leaves) {
        leavesByLength[Math.min(depths[node], longest)]++;
      }
    }
    makeRoom();
  }

  /** Leaves that were too deep have moved up to where there is no room; others go deeper for it. */
  private void makeRoom() {
    int taken = 0;
    for (int length = 1; length <= longest; length++) {
      taken += leavesByLength[length] << (longest - length);
    }
    for (; taken > 1 << longest; taken--) {
      int length = longest - 1;
      while (leavesByLength[length] == 0) {
        length--;
      }
      leavesByLength[longest]--;
      leavesByLength[length]--;
      leavesByLength[length + 1] += 2;
    }
  }

  private void assignLengths() {
    Arrays.fill(lengths, 0);
    int leaf = 0;
    for (int length = longest; length > 0; length--) {
      for (int end = leaf + leavesByLength[length]; leaf < end; leaf++) {
        lengths[sorted[leaf] & ((1 << SYMBOL_BITS) - 1)] = length;
      }
    }
  }

  /** Codes of a length are consecutive numbers; they are sent from their highest bit on. */
  private void assignCodes() {
    int[] next = new int[longest + 1];
    for (int length = 2; length <= longest; length++) {
      next[length] = (next[length - 1] + leavesByLength[length - 1]) << 1;
    }
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        int bits = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
        codes[symbol] = (bits << LENGTH_BITS) | length;
      }
    }
  }
}
