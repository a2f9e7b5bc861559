package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a leaf is to a counter; cases.md 11, 12 and 30. */
@Tag("unit")
class RowTest {
  private final Row row = new Row(new Shape(List.of("count"), Map.of()));

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "7.0, 7",
    "1e3, 1000",
    "9007199254740993, 9007199254740993",
    "1152921504606846976, 1152921504606846976"
  })
  void wholeNumbers_count_alsoAsText(String text, long count) {
    row.setText(0, text);

    assertThat(row.count(0)).isEqualTo(count);
    assertThat(row.number(0)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "-0.5", "0.5", "1152921504606846977e3", "9223372036854775807", "1e400"})
  void otherNumbers_areRefused(String text) {
    row.setText(0, text);

    assertThat(row.count(0)).isEqualTo(Row.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 7", "NaN", "Infinity", "0x10", "1f", "seven", "7 7", "--7", "٧"})
  void otherTexts_areNoNumbers(String text) {
    row.setText(0, text);

    assertThat(row.count(0)).isEqualTo(Row.DAMAGED);
    assertThat(row.number(0)).isNaN();
  }

  @Test
  void whatIsNoTextAndNoNumber_isDamage() {
    assertThat(row.count(0)).isEqualTo(Row.DAMAGED);
    row.setTruth(0, true);
    assertThat(row.count(0)).isEqualTo(Row.DAMAGED);
    row.setWhole(0, Row.MOST + 1);
    assertThat(row.count(0)).isEqualTo(Row.REFUSED);
    row.setDecimal(0, Double.NaN);
    assertThat(row.count(0)).isEqualTo(Row.REFUSED);
  }
}
