package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TextsTest {
  private final Texts texts = new Texts();

  @Test
  void equalTexts_areTheSameString() {
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      first.add(of("text-" + i));
    }

    for (int i = 0; i < 10_000; i++) {
      assertThat(of("text-" + i)).isEqualTo("text-" + i).isSameAs(first.get(i));
    }
  }

  @Test
  void collidingHashes_stayApart() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    assertThat(of("Aa")).isEqualTo("Aa");
    assertThat(of("BB")).isEqualTo("BB");
    assertThat(of("Aa")).isEqualTo("Aa");
  }

  @Test
  void moreTextsThanKept_areStillRead() {
    for (int i = 0; i < Texts.MOST + 1000; i++) {
      assertThat(of("t" + i)).isEqualTo("t" + i);
    }
  }

  private String of(String text) {
    char[] padded = ("<<" + text + ">>").toCharArray();
    return texts.of(padded, 2, text.length());
  }
}
