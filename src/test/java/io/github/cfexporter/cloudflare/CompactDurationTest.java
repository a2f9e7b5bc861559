package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CompactDurationTest {
  @ParameterizedTest
  @CsvSource({
    "1d, P1D",
    "13w2d, P93D",
    "2678400s, P31D",
    "1d1s620ms, P1DT1.62S",
    "52w2d15h32m42s924ms, P366DT15H32M42.924S",
  })
  void units_addUp(String text, Duration expected) {
    assertThat(CompactDuration.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "1", "1x", "1d ", "-1d", "1d,"})
  void otherTexts_areNone(String text) {
    assertThat(CompactDuration.parse(text)).isEmpty();
  }

  @Test
  void capitals_doNotMatter() {
    assertThat(CompactDuration.parse("1D2H")).contains(Duration.ofHours(26));
  }
}
