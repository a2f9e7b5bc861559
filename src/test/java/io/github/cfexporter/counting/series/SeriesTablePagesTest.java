package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SeriesTablePagesTest {
  private final SeriesTable table = new SeriesTable();

  @Test
  void pages_holdEverySeriesOnce() {
    for (int i = 0; i < 3 * SeriesTable.PAGE + 5; i++) {
      table.add("series" + i, i, 0);
    }
    Map<String, Long> seen = new HashMap<>();
    for (int page = 0; page < table.pages(); page++) {
      int before = seen.size();
      table.forEachOn(page, (key, total, movedAt) -> seen.put(key, total));
      assertThat(seen.size() - before).isEqualTo(table.pageSize(page));
    }

    assertThat(table.pages()).isEqualTo(4);
    assertThat(seen).isEqualTo(table.toMap());
  }

  /** Two pages of the same number and version have the same lines, whatever happened between. */
  @Test
  void version_tellsEveryChangeOfAPage() {
    Random random = new Random(23);
    Map<String, String> linesByVersion = new HashMap<>();
    for (int second = 0; second < 2_000; second++) {
      int operation = random.nextInt(100);
      if (operation == 0) {
        table.removeIdle(second - 200, SeriesChanges.IGNORED);
      } else {
        table.add("series" + random.nextInt(900), random.nextInt(3), second);
      }
      for (int page = 0; page < table.pages(); page++) {
        String lines = linesOn(page);
        String known = linesByVersion.putIfAbsent(page + "@" + table.version(page), lines);
        assertThat(lines).isEqualTo(known == null ? lines : known);
      }
    }
  }

  @Test
  void amountOfZero_changesNothingThatIsKnown() {
    table.add("a", 1, 0);
    int version = table.version(0);

    table.add("a", 0, 60);

    assertThat(table.version(0)).isEqualTo(version);
  }

  private String linesOn(int page) {
    List<String> lines = new ArrayList<>();
    table.forEachOn(page, (key, total, movedAt) -> lines.add(key + " " + total));
    return String.join("\n", lines);
  }
}
