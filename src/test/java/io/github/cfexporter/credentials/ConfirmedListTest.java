package io.github.cfexporter.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 7 of cases.md. */
@Tag("unit")
class ConfirmedListTest {
  private static final long MINUTE = 60_000;

  private final ConfirmedList<String> list = new ConfirmedList<>();

  @Test
  void emptyList_isDoubted() {
    take(0, "a", "b");
    take(1);
    take(2);

    assertThat(list.present(2 * MINUTE)).containsExactly("a", "b");
    assertThat(list.isInDoubt(2 * MINUTE)).isTrue();
    take(3, "a", "b");
    assertThat(list.isInDoubt(3 * MINUTE)).isFalse();
  }

  @Test
  void listsInARowThatAgree_areBelieved_onlyAfterAWhile() {
    take(0, "a", "b");
    list.take(Map.of("a", "a"), 1);
    list.take(Map.of("a", "a"), 2);
    list.take(Map.of("a", "a"), 3);
    assertThat(list.present(3)).containsExactly("a", "b");

    take(4, "a");
    assertThat(list.present(4 * MINUTE)).containsExactly("a");
    assertThat(list.gone(4 * MINUTE)).containsExactly("b");
    assertThat(list.isInDoubt(4 * MINUTE)).isFalse();
  }

  @Test
  void longPauseBetweenTwoLists_isNotEnough() {
    take(0, "a", "b");
    take(60, "a");
    take(120, "a");

    assertThat(list.present(120 * MINUTE)).containsExactly("a", "b");
  }

  @Test
  void whatIsGone_mayComeBackForAnHour() {
    take(0, "a", "b");
    for (int minute = 1; minute <= 60; minute++) {
      take(minute, "a");
    }
    assertThat(list.gone(60 * MINUTE)).containsExactly("b");
    take(61, "a", "b");
    assertThat(list.present(61 * MINUTE)).containsExactlyInAnyOrder("a", "b");
    assertThat(list.gone(61 * MINUTE)).isEmpty();
  }

  @Test
  void afterAnHour_itIsForgotten() {
    take(0, "a", "b");
    for (int minute = 1; minute <= 64; minute++) {
      take(minute, "a");
    }
    assertThat(list.gone(64 * MINUTE)).isEmpty();
    assertThat(list.present(64 * MINUTE)).containsExactly("a");
  }

  @Test
  void whatAnotherNodeKnew_isDoubtedAsWell() {
    list.restore(Map.of("a", "a"));
    take(1);

    assertThat(list.present(MINUTE)).containsExactly("a");
  }

  private void take(long minute, String... items) {
    list.take(
        List.of(items).stream()
            .collect(java.util.stream.Collectors.toMap(item -> item, item -> item)),
        minute * MINUTE);
  }
}
