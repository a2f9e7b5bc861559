package io.github.cfexporter.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 18 and 22b. */
@Tag("unit")
class SelectionTest {
  private static final String ID = "023e105f4ecef8ad9ca31a8372d0c353";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        "023E105F4ECEF8AD9CA31A8372D0C353",
        "b\u00FCcher.example",
        "B\u00DCCHER.example",
        "xn--bcher-kva.example",
        "b\u00FCcher.example.",
        " b\u00FCcher.example "
      })
  void idOrName_isFoundInAnyCaseAndForm(String item) {
    for (String listed : List.of("b\u00FCcher.example", "xn--bcher-kva.example")) {
      assertThat(Selection.of(List.of("other", item)).lists(ID, listed)).isTrue();
    }
  }

  @Test
  void partOfAName_isAnother() {
    Selection selection = Selection.of(List.of("example.org", "023e105f"));

    assertThat(selection.lists(ID, "www.example.org")).isFalse();
    assertThat(selection.lists(ID, "example.or")).isFalse();
  }

  @Test
  void nothing_listsNothing() {
    assertThat(Selection.of(List.of()).isEmpty()).isTrue();
    assertThat(Selection.of(List.of()).lists("", "")).isFalse();
  }

  @Test
  void strangers_areTheItemsThatNothingAnswersTo_asTheyWereGiven() {
    Selection selection =
        Selection.of(List.of("A.example", "Typo.example", ID.toUpperCase(Locale.ROOT)));

    assertThat(selection.strangers(List.of(List.of("id1", "a.example"), List.of(ID, "b.example"))))
        .containsExactly("Typo.example");
  }
}
