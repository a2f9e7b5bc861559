package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StableValueTest {
  private final StableValue<String> text = new StableValue<>("a");

  @Test
  void newValue_countsOnceWhenItStoodStill() {
    assertThat(text.look("b", 0)).isEmpty();
    assertThat(text.look("b", StableValue.STANDING - 1)).isEmpty();
    assertThat(text.look("b", StableValue.STANDING)).contains("b");
    assertThat(text.look("b", StableValue.STANDING + 500)).isEmpty();
  }

  @Test
  void valueThatMoves_doesNotCount() {
    for (int i = 0; i < 20; i++) {
      assertThat(text.look("half " + i, i * (StableValue.STANDING - 1))).isEmpty();
    }
  }

  @Test
  void valueThatComesBack_neverLeft() {
    assertThat(text.look("", 0)).isEmpty();
    assertThat(text.look("a", 500)).isEmpty();
    assertThat(text.look("a", 5_000)).isEmpty();
    assertThat(text.look("", 5_500)).isEmpty();
    assertThat(text.look("", 5_900)).isEmpty();
  }
}
