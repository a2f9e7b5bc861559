package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class OverflowTest {
  private final Overflow byHost = of("status", "country", "host");

  @Test
  void labelsOfStrangers_becomeOther_theRestStays() {
    assertThat(byHost.coarse("404\0DE\0x.example")).isEqualTo("404\0DE\0other");
    assertThat(byHost.coarsest()).isEqualTo("other\0other\0other");
    assertThat(of("method").coarse("BREW")).isEqualTo("other");
  }

  @Test
  void familyWithoutSuchLabels_losesAll() {
    assertThat(of("script_name", "status").coarse("a\0b")).isEqualTo("other\0other");
  }

  @Test
  void familyWithoutLabels_hasOneSeriesForAll() {
    assertThat(of().coarse("")).isEmpty();
    assertThat(of().coarsest()).isEmpty();
    assertThat(of().holds("")).isTrue();
  }

  @Test
  void overflow_isToldFromOrdinarySeries() {
    assertThat(byHost.holds("404\0DE\0other")).isTrue();
    assertThat(byHost.holds(byHost.coarsest())).isTrue();
    assertThat(byHost.holds("404\0other\0another")).isFalse();
    assertThat(byHost.holds("404\0DE\0othe")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 100", "300, 100", "10000, 1000"})
  void overflow_hasRoomOfItsOwn(int cap, int room) {
    assertThat(Overflow.room(cap)).isEqualTo(room);
  }

  private static Overflow of(String... labels) {
    return new Overflow(
        List.of(labels).stream().map(name -> new LabelForm(name, false)).toList());
  }
}
