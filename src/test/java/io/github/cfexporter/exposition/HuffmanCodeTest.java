package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
  private static final int SYMBOLS = 286;
  private static final int LONGEST = 15;

  private final HuffmanCode code = new HuffmanCode(SYMBOLS, LONGEST);

  @Test
  void code_isComplete_andFrequentSymbolsAreNoLongerThanRareOnes() {
    Random random = new Random(31);
    for (int round = 0; round < 500; round++) {
      int[] counts = new int[SYMBOLS];
      int used = 2 + random.nextInt(SYMBOLS - 2);
      for (int i = 0; i < used; i++) {
        count(counts, random.nextInt(SYMBOLS), 1 + random.nextInt(1 << random.nextInt(12)));
      }
      code.make();

      assertComplete();
      assertFrequentIsShort(counts);
    }
  }

  @Test
  void countsThatDouble_stayWithinTheLongest() {
    int[] counts = new int[SYMBOLS];
    for (int symbol = 0; symbol < 22; symbol++) {
      count(counts, symbol, 1 << symbol);
    }
    code.make();

    assertComplete();
    assertFrequentIsShort(counts);
  }

  @Test
  void fewerThanTwoSymbols_areMadeTwo() {
    code.make();
    assertComplete();

    code.count(7);
    code.make();
    assertComplete();
    assertThat(code.length(7)).isOne();
  }

  @Test
  void noCode_beginsAnother() {
    for (int symbol = 0; symbol < 40; symbol++) {
      count(new int[SYMBOLS], symbol, 1 + symbol * symbol);
    }
    code.make();

    for (int one = 0; one < 40; one++) {
      for (int other = 0; other < 40; other++) {
        int shared = (1 << Math.min(code.length(one), code.length(other))) - 1;
        assertThat(((bits(one) ^ bits(other)) & shared) == 0).isEqualTo(one == other);
      }
    }
  }

  private int bits(int symbol) {
    assertThat(code.code(symbol) & 15).isEqualTo(code.length(symbol));
    return code.code(symbol) >>> HuffmanCode.LENGTH_BITS;
  }

  private void count(int[] counts, int symbol, int times) {
    counts[symbol] += times;
    for (int i = 0; i < times; i++) {
      code.count(symbol);
    }
  }

  private void assertComplete() {
    int taken = 0;
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      int length = code.length(symbol);
      assertThat(length).isBetween(0, LONGEST);
      taken += length == 0 ? 0 : 1 << (LONGEST - length);
    }
    assertThat(taken).isEqualTo(1 << LONGEST);
  }

  private void assertFrequentIsShort(int[] counts) {
    for (int one = 0; one < SYMBOLS; one++) {
      for (int other = 0; other < SYMBOLS; other++) {
        if (counts[one] > counts[other] && counts[other] > 0) {
          assertThat(code.length(one) > code.length(other)).isFalse();
        }
      }
    }
  }
}
