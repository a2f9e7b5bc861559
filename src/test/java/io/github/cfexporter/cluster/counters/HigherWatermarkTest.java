package io.github.cfexporter.cluster.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HigherWatermarkTest {
  private final HigherWatermark policy = new HigherWatermark();

  @Test
  void higherTotals_win_andShowWhatEitherSideHasShown() {
    Totals ahead = counted(180);
    Totals behind = counted(120);
    behind.show(60);

    for (Totals merged : List.of(
        policy.merge(ahead, Optional.of(behind)), policy.merge(behind, Optional.of(ahead)))) {
      assertThat(merged.watermark()).isEqualTo(180);
      assertThat(merged.heldSince()).containsExactlyInAnyOrder(120, 180);
    }
    assertThat(ahead.heldSince()).as("those of one side are not changed").contains(60);
  }

  @Test
  void totalsOfOneSideOnly_stay() {
    Totals alone = counted(120);

    assertThat(policy.merge(alone, Optional.empty())).isSameAs(alone);
  }

  /** Each window brings a series, which is held. */
  private static Totals counted(int end) {
    Totals totals = Totals.startingAt(0);
    for (int to = 60; to <= end; to += 60) {
      SeriesTable series = new SeriesTable();
      series.add("host" + to, 1, 0);
      FamilyTotals family = new FamilyTotals("requests", List.of(), series);
      totals.add(
          to - 60,
          new Window(to - 60, to),
          new Delta(List.of(family), List.of()),
          new Retention(0, 100, 0));
    }
    return totals;
  }
}
