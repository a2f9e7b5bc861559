package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Label values of bounded length; cases.md 13. */
@Tag("unit")
class LabelTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "ä", "€", "😀"})
  void longValue_isCutBetweenCharacters(String character) {
    int bytes = character.getBytes(StandardCharsets.UTF_8).length;
    String longest = character.repeat(LabelText.MOST_BYTES / bytes);
    String tooLong = longest + character;

    assertThat(LabelText.bounded(longest)).isSameAs(longest);
    String cut = LabelText.bounded(tooLong);
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(LabelText.MOST_BYTES - 4, LabelText.MOST_BYTES);
    assertThat(cut).matches("(" + character + ")+…[0-9a-f]{16}");
    assertThat(LabelText.bounded(cut)).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ä", "€", "😀", "\ud83d"})
  void textInPieces_becomesWhatTheWholeBecomes(String character) throws IOException {
    for (int length : List.of(0, 1, 300, 1_023, 1_024, 1_025, 10_000)) {
      String text = "x" + character.repeat(length);
      LabelText.Shortening shortening = new LabelText.Shortening();
      for (int from = 0; from < text.length(); from += 700) {
        shortening.write(text, from, Math.min(700, text.length() - from));
      }

      assertThat(shortening.text()).isEqualTo(LabelText.bounded(text));
    }
  }

  @Test
  void valuesThatDifferBehindTheCut_stayDistinct() {
    String host = "x".repeat(1_000_000);

    assertThat(LabelText.bounded(host + "a")).isNotEqualTo(LabelText.bounded(host + "b"));
    assertThat(SeriesKey.of(List.of(host, "GET")).length()).isLessThan(1_100);
  }

  @Test
  void longValueOfARow_hasOneKey_howeverOftenItComes() {
    KnownKeys.Lent lent = new KnownKeys().take();
    String host = "h".repeat(500_000);

    int first = lent.of(2).number(KeyParts.of(host, "GET"));
    assertThat(lent.of(2).number(KeyParts.of(host, "GET"))).isEqualTo(first);
    assertThat(lent.of(2).number(KeyParts.of(host + "i", "GET"))).isNotEqualTo(first);
    assertThat(lent.of(2).key(first)).hasSizeLessThan(1_100);
  }
}
