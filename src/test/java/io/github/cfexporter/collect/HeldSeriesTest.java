package io.github.cfexporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HeldSeriesTest {
  private static final SourceZone PLACE = new SourceZone("acct", "kind", "source", "zone");
  private static final long HOLD = 60_000;

  private final HeldSeries held = new HeldSeries();

  @Test
  void series_areDueWhenTheyHaveBeenSeenForSoLong() {
    held.shown(Map.of(PLACE, Set.of(120)), 1_000);
    held.shown(Map.of(PLACE, Set.of(120, 180)), 31_000);

    assertThat(held.due(HOLD, 60_999)).isEmpty();
    assertThat(held.due(HOLD, 61_000)).containsExactly(new HeldSeries.Due(PLACE, 120, false));
    assertThat(held.due(HOLD, 91_000)).containsExactly(new HeldSeries.Due(PLACE, 180, false));
    assertThat(held.oldest()).hasValue(1_000);
  }

  /** A fetch that begins with the refresh is a little early; the note goes with it all the same. */
  @Test
  void window_takesTheNoteAlong_whenTheSeriesAreNearlyDue() {
    held.shown(Map.of(PLACE, Set.of(120)), 1_000);

    assertThat(held.noteAlong(PLACE, HOLD, 50_999)).isZero();
    assertThat(held.noteAlong(PLACE, HOLD, 51_000)).isEqualTo(120);
    held.noted(PLACE, 120);
    assertThat(held.due(HOLD, 60_000)).as("not shown before its time").isEmpty();
    assertThat(held.due(HOLD, 61_000)).containsExactly(new HeldSeries.Due(PLACE, 120, true));
  }

  @Test
  void shownSeries_areForgotten() {
    held.shown(Map.of(PLACE, Set.of(120, 180)), 1_000);
    held.shown(Map.of(PLACE, Set.of(180)), 2_000);
    assertThat(held.due(HOLD, 61_000)).containsExactly(new HeldSeries.Due(PLACE, 180, false));

    held.shown(Map.of(), 62_000);
    assertThat(held.due(HOLD, 500_000)).isEqualTo(List.of());
    assertThat(held.oldest()).isEmpty();
  }
}
