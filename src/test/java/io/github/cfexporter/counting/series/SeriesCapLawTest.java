package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The law of cases.md 24: whatever comes, sums are exact, series stay and never go down, there are
 * never many more of them than the cap says, and every copy decides alike.
 */
@Tag("unit")
class SeriesCapLawTest {
  private static final String FAMILY = "requests";
  private static final List<LabelForm> LABELS =
      List.of(new LabelForm("status", false), new LabelForm("host", false));
  private static final int WINDOWS = 60;

  /** Few enough to find room as {@code other} under every cap of this test. */
  private static final List<String> STATUSES = List.of("200", "404", "500");

  private static final int SMALLEST_CAP = 5;

  private final Totals totals = Totals.startingAt(0);
  private final Totals copy = Totals.startingAt(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sums_areExact_whateverTheCap(long seed) {
    Random random = new Random(seed);
    Map<String, Long> trueByStatus = new HashMap<>();
    int highestCap = 0;
    for (int window = 0; window < WINDOWS; window++) {
      Map<String, Long> before = series(totals);
      Retention kept = new Retention(0, SMALLEST_CAP + random.nextInt(60));
      highestCap = Math.max(highestCap, kept.mostSeries());
      Map<String, Long> added = additions(random);
      added.forEach(
          (key, amount) -> trueByStatus.merge(SeriesKey.values(key, 2).get(0), amount, Long::sum));

      Applied applied = add(totals, window, added, kept);
      assertThat(add(copy, window, added, kept)).as("seed %d", seed).isEqualTo(applied);

      Map<String, Long> after = series(totals);
      assertThat(series(copy)).as("seed %d", seed).isEqualTo(after);
      assertThat(byStatus(after)).as("seed %d, window %d", seed, window).isEqualTo(trueByStatus);
      before.forEach((key, total) ->
          assertThat(after.get(key)).as("seed %d, %s", seed, key).isGreaterThanOrEqualTo(total));
      assertThat(after.size()).isLessThanOrEqualTo(highestCap + Overflow.room(highestCap) + 1);
      assertGrewAsThemselves(before, after, added);
    }
  }

  /** What is not a series of its own counts as other, what is one counts as itself and nothing else. */
  private static void assertGrewAsThemselves(
      Map<String, Long> before, Map<String, Long> after, Map<String, Long> added) {
    before.forEach((key, total) -> {
      if (!key.endsWith(Overflow.OTHER)) {
        assertThat(after.get(key)).as(key).isEqualTo(total + added.getOrDefault(key, 0L));
      }
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void sums_areExact_whenBoundedLabelsAreTooManyAsWell(long seed) {
    Random random = new Random(seed);
    long all = 0;
    for (int window = 0; window < WINDOWS; window++) {
      Map<String, Long> added = new HashMap<>();
      for (int i = 0; i < 50; i++) {
        added.put(random.nextInt(1_000) + "\0h" + random.nextInt(), 1L + random.nextInt(9));
      }
      all += added.values().stream().mapToLong(Long::longValue).sum();
      add(totals, window, added, new Retention(0, 10));

      Map<String, Long> after = series(totals);
      assertThat(after.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(all);
      assertThat(after.size()).isLessThanOrEqualTo(10 + Overflow.room(10) + 1);
    }
    assertThat(series(totals)).containsKey("other\0other");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void seriesThatEnd_makeRoom(int cap) {
    int window = 0;
    add(totals, window++, hosts("old", cap), new Retention(0, cap));
    add(totals, window++, hosts("new", cap), new Retention(0, cap));
    assertThat(series(totals)).containsOnlyKeys(keys("old", cap, "other"));

    // the old ones have not moved since the first window, the overflow has in the second
    Applied applied = add(totals, window, hosts("new", cap), new Retention(2 * 60, cap));

    assertThat(applied.redirected()).isEmpty();
    assertThat(series(totals)).containsOnlyKeys(keys("new", cap, "other"));
    assertThat(series(totals)).containsEntry("200\0new0", 1L).containsEntry("200\0other", (long)
        cap);
  }

  @Test
  void amountsThatNoTotalHolds_areRefused_alsoWhereTheyFindNoRoom() {
    Retention kept = new Retention(0, 1);
    add(totals, 0, Map.of("200\0a", Long.MAX_VALUE), kept);
    add(totals, 1, Map.of("200\0b", Long.MAX_VALUE - 1), kept);
    Map<String, Long> before = series(totals);
    assertThat(before).containsOnlyKeys("200\0a", "200\0other");

    Applied known = add(totals, 2, Map.of("200\0a", 1L), kept);
    assertThat(known.refused()).isEqualTo(1);
    assertThat(known.redirected()).isEmpty();

    Applied beyond = add(totals, 3, Map.of("200\0c", 2L, "200\0d", 3L), kept);
    assertThat(beyond.refused()).isEqualTo(2);
    assertThat(beyond.redirected()).isEqualTo(Map.of(FAMILY, 2));
    assertThat(series(totals)).isEqualTo(before);

    assertThat(add(totals, 4, Map.of("200\0e", 1L), kept).refused()).isZero();
    assertThat(series(totals)).containsEntry("200\0other", Long.MAX_VALUE);
  }

  private static String[] keys(String name, int count, String more) {
    List<String> keys = new ArrayList<>(hosts(name, count).keySet());
    keys.add("200\0" + more);
    return keys.toArray(String[]::new);
  }

  private static Map<String, Long> hosts(String name, int count) {
    Map<String, Long> hosts = new HashMap<>();
    for (int i = 0; i < count; i++) {
      hosts.put("200\0" + name + i, 1L);
    }
    return hosts;
  }

  private static Map<String, Long> additions(Random random) {
    Map<String, Long> additions = new HashMap<>();
    int known = random.nextInt(20);
    int unknown = random.nextInt(40);
    for (int i = 0; i < known + unknown; i++) {
      String status = STATUSES.get(random.nextInt(STATUSES.size()));
      String host = i < known ? "known" + random.nextInt(15) : "x" + random.nextInt();
      additions.merge(status + '\0' + host, (long) random.nextInt(100), Long::sum);
    }
    return additions;
  }

  private static Applied add(Totals totals, int window, Map<String, Long> amounts, Retention kept) {
    SeriesTable series = new SeriesTable();
    amounts.forEach((key, amount) -> series.add(key, amount, 0));
    Delta delta = new Delta(List.of(new FamilyTotals(FAMILY, LABELS, series)), List.of());
    return totals.add(60L * window, new Window(60L * window, 60L * window + 60), delta, kept);
  }

  private static Map<String, Long> byStatus(Map<String, Long> series) {
    Map<String, Long> sums = new HashMap<>();
    series.forEach((key, total) -> sums.merge(SeriesKey.values(key, 2).get(0), total, Long::sum));
    return sums;
  }

  private static Map<String, Long> series(Totals totals) {
    return totals.families().stream()
        .findFirst()
        .map(family -> family.series().toMap())
        .orElse(Map.of());
  }
}
