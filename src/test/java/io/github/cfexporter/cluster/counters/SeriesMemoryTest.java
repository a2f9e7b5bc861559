package io.github.cfexporter.cluster.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.HeapRoom;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 24: what is held decides how much more may come. */
@Tag("unit")
class SeriesMemoryTest {
  private static final SourceZone ONE = new SourceZone("acct", "colo-metrics", "groups", "one");
  private static final SourceZone TWO = new SourceZone("acct", "colo-metrics", "groups", "two");
  private static final int CAP = 1_000;

  private final Delta delta = delta(100);
  private final Totals totals = Totals.startingAt(0);
  private final Applied applied = totals.add(0, new Window(0, 60), delta, Retention.ALL);
  private final SeriesMemory held = new SeriesMemory(new HeapRoom(2 * totals.bytes()), () -> CAP);

  @Test
  void windowOnItsWay_countsLikeOneThatIsAdded() {
    long reserved = held.adding(delta);
    assertThat(reserved).isEqualTo(totals.bytes());
    assertThat(held.bytes()).isEqualTo(totals.bytes());

    held.added(ONE, reserved, applied);
    assertThat(held.bytes()).isEqualTo(totals.bytes());

    held.added(TWO, held.adding(delta), null); // it failed
    held.added(
        TWO,
        held.adding(delta),
        new Applied(Applied.Outcome.ALREADY_ADDED, 60, Version.startingAt(60)));
    assertThat(held.bytes()).isEqualTo(totals.bytes());
  }

  @Test
  void cap_followsWhatIsHeld_hereAndOfOthers() {
    held.holds(ONE, totals);
    assertThat(held.mostSeries(CAP, () -> 0)).isEqualTo(CAP);
    assertThat(held.mostSeries(CAP, () -> totals.bytes() / 2)).isBetween(490, 510);
    assertThat(held.mostSeriesStored(CAP)).isEqualTo(CAP);

    held.holds(TWO, totals);
    assertThat(held.mostSeries(CAP, () -> 0)).isEqualTo(2);
    assertThat(held.mostSeriesStored(CAP)).isEqualTo(2);
  }

  @Test
  void whatIsGone_makesRoom() {
    held.holds(ONE, totals);
    held.holds(ONE, totals); // again, not in addition
    held.holds(TWO, totals);
    held.gone(ONE);
    assertThat(held.bytes()).isEqualTo(totals.bytes());

    held.gone("acct", "another-kind");
    assertThat(held.bytes()).isEqualTo(totals.bytes());
    held.gone("acct", "colo-metrics");
    assertThat(held.bytes()).isZero();
  }

  private static Delta delta(int hosts) {
    SeriesTable series = new SeriesTable();
    for (int host = 0; host < hosts; host++) {
      series.add("host" + host, 1, 0);
    }
    List<LabelForm> labels = List.of(new LabelForm("host", false));
    return new Delta(List.of(new FamilyTotals("requests", labels, series)), List.of());
  }
}
