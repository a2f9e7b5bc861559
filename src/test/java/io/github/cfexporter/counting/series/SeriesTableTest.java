package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SeriesTableTest {
  private final SeriesTable table = new SeriesTable();

  @Test
  void table_holdsWhatAMapWouldHold() {
    Random random = new Random(3);
    Map<String, Long> map = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "host" + random.nextInt(3_000) + '\0' + random.nextInt(3);
      long amount = random.nextInt(100);
      table.add(key, amount, i);
      map.merge(key, amount, Long::sum);
    }

    assertThat(table.toMap()).isEqualTo(map);
    assertThat(table.size()).isEqualTo(map.size());
    map.forEach((key, total) -> assertThat(table.total(key)).isEqualTo(total));
  }

  @Test
  void copy_isTheSame_andGoesOnByItself() {
    for (int i = 0; i < 600; i++) {
      table.add("series" + i, i, i);
    }
    SeriesTable copy = table.copy();

    assertThat(copy.toMap()).isEqualTo(table.toMap());
    assertThat(copy.bytes()).isEqualTo(table.bytes());
    assertThat(copy.pages()).isEqualTo(table.pages());
    assertThat(copy.removeIdle(100, SeriesChanges.IGNORED)).isEqualTo(100);
    copy.add("series500", 1, 700);
    copy.add("new", 1, 700);
    assertThat(copy.total("series500")).isEqualTo(501);
    assertThat(copy.size()).isEqualTo(501);
    assertThat(table.size()).isEqualTo(600);
    assertThat(table.total("series500")).isEqualTo(500);
    assertThat(table.total("series0")).isZero();
    assertThat(table.total("new")).isZero();
  }

  @Test
  void unknownSeries_hasNoTotal() {
    assertThat(table.total("none")).isZero();
  }

  @Test
  void idleSeries_isForgotten_oneThatMovedIsNot() {
    table.add("idle", 5, 100);
    table.add("moved", 5, 100);
    table.add("moved", 1, 300);
    table.add("idle", 0, 300);

    assertThat(table.removeIdle(200, SeriesChanges.IGNORED)).isEqualTo(1);
    assertThat(table.toMap()).isEqualTo(Map.of("moved", 6L));
  }

  @Test
  void newSeriesOfZero_isKnown() {
    table.add("zero", 0, 100);

    assertThat(table.toMap()).isEqualTo(Map.of("zero", 0L));
  }

  /** cases.md 12: what a total cannot hold is refused, and what is below zero never gets in. */
  @Test
  void amountThatDoesNotFit_isRefused_andTheTotalStays() {
    assertThat(table.add("much", Long.MAX_VALUE - 1, 1)).isTrue();

    assertThat(table.add("much", 2, 2)).isFalse();
    assertThat(table.add("much", -1, 2)).isFalse();
    assertThat(table.total("much")).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(table.add("much", 1, 2)).isTrue();
    assertThat(table.total("much")).isEqualTo(Long.MAX_VALUE);
  }
}
