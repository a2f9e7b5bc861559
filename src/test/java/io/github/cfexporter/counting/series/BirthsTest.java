package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BirthsTest {
  private static final LabelForm HOST = new LabelForm("host", false);
  private static final LabelForm STATUS = new LabelForm("status", false);
  private static final int WINDOWS = 60;

  /** A map of each series' window says the same as the runs, whatever comes and goes. */
  @RepeatedTest(50)
  void runs_sayOfEverySeriesWhichWindowBroughtIt() {
    Random random = new Random();
    FamilyTotals family = new FamilyTotals("f", List.of(HOST), new SeriesTable());
    Map<String, Integer> bornAt = new HashMap<>();
    for (int window = 1; window <= WINDOWS; window++) {
      SeriesTable some = new SeriesTable();
      random.ints(random.nextInt(6), 0, 80).forEach(host -> some.add("h" + host, 1, 0));
      family.add(some, window, new Retention(Math.max(0, window - 20), 1_000, 0));
      Set<String> there = family.series().toMap().keySet();
      bornAt.keySet().retainAll(there);
      for (String key : there) {
        bornAt.putIfAbsent(key, window);
      }
      assertSame(family, bornAt, random.nextInt(WINDOWS));
      assertSame(family.copy(), bornAt, random.nextInt(WINDOWS));
    }
  }

  private static void assertSame(FamilyTotals family, Map<String, Integer> bornAt, int shownTo) {
    List<String> held = new ArrayList<>();
    int[] position = {0};
    family.series().forEach((key, total, movedAt) -> {
      assertThat(family.births().of(position[0])).as(key).isEqualTo(bornAt.get(key));
      if (position[0]++ >= family.heldFrom(shownTo)) {
        held.add(key);
      }
    });
    Set<Integer> windows = new TreeSet<>();
    family.heldSince(shownTo, windows::add);
    assertThat(held)
        .containsExactlyInAnyOrderElementsOf(
            bornAt.keySet().stream().filter(key -> bornAt.get(key) > shownTo).toList());
    assertThat(windows)
        .isEqualTo(new TreeSet<>(
            bornAt.values().stream().filter(window -> window > shownTo).toList()));
  }

  @Test
  void foldedSeries_isAsOldAsItsOldestPart() {
    FamilyTotals family = new FamilyTotals("f", List.of(STATUS, HOST), new SeriesTable());
    family.add(of("200\0a"), 60, Retention.ALL);
    family.add(of("200\0b", "404\0a"), 120, Retention.ALL);

    FamilyTotals folded = family.as(List.of(STATUS));

    assertThat(folded.series().toMap()).isEqualTo(Map.of("200", 2L, "404", 1L));
    assertThat(folded.births().of(0)).isEqualTo(60);
    assertThat(folded.births().of(1)).isEqualTo(120);
    assertThat(folded.heldFrom(60)).isEqualTo(1);
  }

  /** Series that came with an earlier release are not held: they were shown. */
  @Test
  void seriesOfUnknownAge_areNotHeld() {
    FamilyTotals family = new FamilyTotals("f", List.of(HOST), of("a", "b"));
    family.add(of("b", "c"), 60, Retention.ALL);

    assertThat(family.births().of(1)).isZero();
    assertThat(family.heldFrom(0)).isEqualTo(2);
  }

  /** Eight bytes a window that brings series, however many it brings. */
  @Test
  void runs_areAsManyAsWindows() {
    FamilyTotals family = new FamilyTotals("f", List.of(HOST), new SeriesTable());
    family.add(
        of(IntStream.range(0, 5_000).mapToObj(i -> "h" + i).toArray(String[]::new)),
        60,
        Retention.ALL);
    family.add(of("h1", "h2"), 120, Retention.ALL);

    assertThat(family.births().runs()).isEqualTo(1);
  }

  private static SeriesTable of(String... keys) {
    SeriesTable table = new SeriesTable();
    for (String key : keys) {
      table.add(key, 1, 0);
    }
    return table;
  }
}
