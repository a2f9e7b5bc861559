package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IdentityHashMap;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
  private final KnownKeys keys = new KnownKeys();

  @Test
  void sameCharacters_giveTheSameString_windowAfterWindow() {
    IdentityHashMap<String, Boolean> strings = new IdentityHashMap<>();
    for (int window = 0; window < 1_000; window++) {
      KnownKeys.Lent lent = keys.take();
      for (int i = 0; i < 100; i++) {
        strings.put(lent.key(new StringBuilder("key").append(i)), true);
      }
      keys.giveBack(lent);
    }

    assertThat(strings).hasSize(100);
  }

  @Test
  void keyNotSeenForLong_isForgotten() {
    String before = window("once");
    for (int window = 0; window < 200; window++) {
      window("busy");
    }

    assertThat(window("once")).isEqualTo(before).isNotSameAs(before);
  }

  @Test
  void secondTally_neverSharesWithTheFirst() {
    KnownKeys.Lent first = keys.take();
    KnownKeys.Lent second = keys.take();

    assertThat(second).isNotSameAs(first);
    assertThat(second.key(new StringBuilder("a"))).isEqualTo(first.key(new StringBuilder("a")));
  }

  @Test
  void halvesOfSurrogatePairs_areReplaced() {
    assertThat(window("a\uD83D")).isEqualTo("a\uFFFD");
    assertThat(window("\uDE80\uD83D\uDE80")).isEqualTo("\uFFFD\uD83D\uDE80");
  }

  private String window(String characters) {
    KnownKeys.Lent lent = keys.take();
    String key = lent.key(new StringBuilder(characters));
    keys.giveBack(lent);
    return key;
  }
}
