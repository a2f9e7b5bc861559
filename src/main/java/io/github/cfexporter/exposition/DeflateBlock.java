package io.github.cfexporter.exposition;

/**
 * Literals and repetitions, gathered to become one block of raw deflate with codes made for it; RFC
 * 1951, 3.2.7. Filled and written again and again. Not thread-safe.
 */
final class DeflateBlock {
  static final int SHORTEST = 3;
  static final int LONGEST = 258;
  static final int FARTHEST = 1 << 15;

  /** Literals and repetitions of one block. */
  private static final int ROOM = 1 << 13;

  private static final int MOST_LITERAL = 0xFF;
  private static final int END = 256;
  private static final int LONGEST_SYMBOL = 285;
  private static final int DISTANCE_SYMBOLS = 30;
  private static final int MOST_BITS = 15; // of a code; fills HuffmanCode.LENGTH_BITS
  private static final int DISTANCE_BITS = 16; // of a token

  /** Literals as they are; repetitions as their length above their distance. */
  private final int[] tokens = new int[ROOM];

  private int size;
  private final HuffmanCode symbols = new HuffmanCode(LONGEST_SYMBOL + 1, MOST_BITS);
  private final HuffmanCode distances = new HuffmanCode(DISTANCE_SYMBOLS, MOST_BITS);
  private final CodeLengths codeLengths = new CodeLengths();

  boolean isFull() {
    return size == ROOM;
  }

  void literal(byte literal) {
    int symbol = literal & MOST_LITERAL;
    symbols.count(symbol);
    tokens[size++] = symbol;
  }

  void repetition(int length, int distance) {
    symbols.count(lengthSymbol(length));
    distances.count(distanceSymbol(distance));
    tokens[size++] = (length << DISTANCE_BITS) | distance;
  }

  /** Writes the block, unless there is nothing in it, and begins another. */
  void writeTo(BitWriter out) {
    if (size == 0) {
      return;
    }
    symbols.count(END);
    symbols.make();
    distances.make();
    out.put(0b100, 3); // not the last block; codes made for it
    codeLengths.write(symbols, distances, out);
    writeTokens(out);
    out.put(symbols, END);
    size = 0;
  }

  /** Gathers the bits of literals, for many small writes cost more than a few larger ones. */
  private void writeTokens(BitWriter out) {
    long bits = 0;
    int width = 0;
    for (int i = 0; i < size; i++) {
      int token = tokens[i];
      boolean literal = token <= MOST_LITERAL;
      if (!literal || width > BitWriter.MOST - MOST_BITS) {
        out.put(bits, width);
        bits = 0;
        width = 0;
      }
      if (literal) {
        int code = symbols.code(token);
        bits |= (long) (code >>> HuffmanCode.LENGTH_BITS) << width;
        width += code & MOST_BITS;
      } else {
        writeRepetition(token >>> DISTANCE_BITS, lowest(token, DISTANCE_BITS), out);
      }
    }
    out.put(bits, width);
  }

  private void writeRepetition(int length, int distance, BitWriter out) {
    int code = symbols.code(lengthSymbol(length));
    long bits = (long) code >>> HuffmanCode.LENGTH_BITS;
    int width = code & MOST_BITS;
    int extra = length == LONGEST ? 0 : extraBits(length - SHORTEST, 2);
    bits |= (long) lowest(length - SHORTEST, extra) << width;
    width += extra;
    code = distances.code(distanceSymbol(distance));
    bits |= (long) (code >>> HuffmanCode.LENGTH_BITS) << width;
    width += code & MOST_BITS;
    extra = extraBits(distance - 1, 1);
    bits |= (long) lowest(distance - 1, extra) << width;
    out.put(bits, width + extra);
  }

  private static int lengthSymbol(int length) {
    return length == LONGEST ? LONGEST_SYMBOL : END + 1 + step(length - SHORTEST, 2);
  }

  private static int distanceSymbol(int distance) {
    return step(distance - 1, 1);
  }

  /**
   * Numbers are sent as a symbol for a range and extra bits for the place in it. Between powers of
   * two there are as many ranges as the mantissa's bits tell apart, equally wide.
   */
  private static int step(int number, int mantissa) {
    int extra = extraBits(number, mantissa);
    return (extra << mantissa) + (number >>> extra);
  }

  private static int lowest(int number, int bits) {
    return number & ((1 << bits) - 1);
  }

  private static int extraBits(int number, int mantissa) {
    return Math.max(0, Integer.SIZE - 1 - mantissa - Integer.numberOfLeadingZeros(number));
  }
}
