package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HeapGrowthTest {
  private static final long MB = 1L << 20;

  private final HeapGrowth growth = new HeapGrowth();

  @Test
  void smallHeap_isLeftAlone() {
    assertThat(growth.isWorthACollection(HeapGrowth.SMALL)).isFalse();
  }

  @Test
  void whatTheStartTook_isCollected() {
    assertThat(growth.isWorthACollection(250 * MB)).isTrue();
  }

  @Test
  void heapOfWhichMostLives_isLeftAlone() {
    growth.collected(400 * MB, 600 * MB);
    pass(6);

    assertThat(growth.isWorthACollection(832 * MB)).isFalse();
    assertThat(growth.isWorthACollection(833 * MB)).isTrue();
  }

  /** A pause is the longer, the more lives. */
  @Test
  void collections_areTheFurtherApart_theMoreLives() {
    growth.collected(30 * MB, 50 * MB);
    assertThat(looksUntilCollection()).isEqualTo(1);

    growth.collected(640 * MB, 900 * MB);
    assertThat(looksUntilCollection()).isEqualTo(11);
  }

  /** With -Xms2g it would else be collected for ever, in vain. */
  @Test
  void heapThatJavaKeepsLarge_isCollectedOnce() {
    assertThat(growth.isWorthACollection(2_048 * MB)).isTrue();
    growth.collected(30 * MB, 2_048 * MB);

    assertThat(growth.isWorthACollection(2_048 * MB)).isFalse();
    assertThat(growth.isWorthACollection(2_100 * MB)).isTrue();
  }

  private void pass(int looks) {
    for (int look = 0; look < looks; look++) {
      growth.isWorthACollection(0);
    }
  }

  private int looksUntilCollection() {
    int looks = 1;
    while (!growth.isWorthACollection(Long.MAX_VALUE)) {
      looks++;
    }
    return looks;
  }
}
