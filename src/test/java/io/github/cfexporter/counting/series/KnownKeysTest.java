package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class KnownKeysTest {
  private final KnownKeys keys = new KnownKeys();

  @Test
  void sameCharacters_giveTheSameString_windowAfterWindow() {
    IdentityHashMap<String, Boolean> strings = new IdentityHashMap<>();
    for (int window = 0; window < 1_000; window++) {
      KnownKeys.Lent lent = keys.take();
      for (int i = 0; i < 100; i++) {
        strings.put(key(lent, "key", "" + i), true);
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

  /** cases.md 24: what the counters had no room for must not be held here instead. */
  @Test
  void forgottenKeys_areMadeAnew_alsoWhileAWindowIsRead() {
    String before = window("a");
    keys.forget();
    String anew = window("a");
    assertThat(anew).isEqualTo(before).isNotSameAs(before);

    KnownKeys.Lent lent = keys.take();
    assertThat(key(lent, "a")).isSameAs(anew);
    keys.forget();
    keys.giveBack(lent);
    assertThat(window("a")).isNotSameAs(anew);
    assertThat(window("a")).isSameAs(window("a"));
  }

  /** cases.md 24: values that come once each, before there are too many for the counters. */
  @Test
  void keysThatNeverReturn_areForgottenSooner() {
    String before = window("once");
    for (int window = 0; window < 3; window++) {
      KnownKeys.Lent lent = keys.take();
      for (int i = 0; i < 21_000; i++) {
        key(lent, window + "-" + i);
      }
      keys.giveBack(lent);
    }

    assertThat(window("once")).isEqualTo(before).isNotSameAs(before);
  }

  @Test
  void secondTally_neverSharesWithTheFirst() {
    KnownKeys.Lent first = keys.take();
    KnownKeys.Lent second = keys.take();

    assertThat(second).isNotSameAs(first);
    assertThat(key(second, "a")).isEqualTo(key(first, "a"));
  }

  @Test
  void halvesOfSurrogatePairs_areReplaced() {
    assertThat(window("a\uD83D")).isEqualTo("a\uFFFD");
    assertThat(window("\uDE80\uD83D\uDE80")).isEqualTo("\uFFFD\uD83D\uDE80");
  }

  @Test
  void keysThatLookAlike_haveTheSameNumber() {
    KeyGenerations known = keys.take().of(2);

    assertThat(known.number(KeyParts.of("a\uD83D", "b")))
        .isEqualTo(known.number(KeyParts.of("a\uFFFD", "b")))
        .isEqualTo(known.number(KeyParts.of("a\0", "b")))
        .isNotEqualTo(known.number(KeyParts.of("a", "b")));
  }

  /** Joined, they look alike. */
  @Test
  void separatorWithinAValue_isNeverTakenForOneBetweenValues() {
    KnownKeys.Lent lent = keys.take();
    key(lent, "a", "b", "c");

    assertThat(key(lent, "a\0b", "c")).isEqualTo("a\uFFFDb\0c");
    assertThat(key(lent, "a", "b\0c")).isEqualTo("a\0b\uFFFDc");
    assertThat(key(lent, "a\0b\0c")).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(key(lent, "a", "b", "c")).isEqualTo("a\0b\0c");
  }

  @Test
  void parts_areTheKeyThatTheyJoin_andNoOther() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      KeyParts parts = KeyParts.of(text(random), text(random), text(random));
      parts.clean();
      String other = SeriesKey.of(List.of(text(random), text(random), text(random)));

      assertThat(parts.hash()).isEqualTo(parts.joined().hashCode());
      assertThat(parts.spell(parts.joined())).isTrue();
      assertThat(parts.spell(other)).isEqualTo(parts.joined().equals(other));
    }
  }

  private static String text(Random random) {
    return "a\0é☃"
        .repeat(20)
        .substring(random.nextInt(4), 4 + random.nextInt(3) * random.nextInt(30));
  }

  private String window(String characters) {
    KnownKeys.Lent lent = keys.take();
    String key = key(lent, characters);
    keys.giveBack(lent);
    return key;
  }

  private static String key(KnownKeys.Lent lent, String... values) {
    KeyGenerations known = lent.of(values.length);
    return known.key(known.number(KeyParts.of(values)));
  }
}
