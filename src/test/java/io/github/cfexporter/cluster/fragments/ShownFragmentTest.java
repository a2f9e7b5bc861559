package io.github.cfexporter.cluster.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import io.github.cfexporter.exposition.FragmentWriter;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ShownFragmentTest {
  private static final long NOW = 1_000_000;

  private final ShownFragment shown = piece(1, 1, 120, false);

  @Test
  void newerPiece_isShown_andAnOlderOneIsNot() {
    ShownFragment newer = piece(1, 2, 180, false);

    assertThat(shown.after(newer, NOW)).isSameAs(newer);
    assertThat(newer.after(shown, NOW)).isSameAs(newer);
  }

  @Test
  void pieceThatThisNodeHasMade_isKnownAsItsOwn() {
    ShownFragment own = piece(1, 1, 120, true);

    assertThat(shown.after(own, NOW)).isSameAs(own);
    assertThat(own.after(shown, NOW)).isSameAs(own);
  }

  /** A database may have lost counters, or the other side of a split may never come back. */
  @Test
  void pieceThatLacksCounters_isShownWhenNobodyHasCaughtUpForFiveMinutes() {
    ShownFragment behind = piece(2, 2, 60, false);
    ShownFragment waiting = shown.after(behind, NOW);
    ShownFragment stillWaiting =
        waiting.after(piece(2, 3, 60, false), NOW + ShownFragment.PATIENCE_MILLIS);
    ShownFragment later = piece(2, 4, 60, false);

    assertThat(waiting.posted()).isEqualTo(shown.posted());
    assertThat(stillWaiting.posted()).isEqualTo(shown.posted());
    assertThat(stillWaiting.after(later, NOW + ShownFragment.PATIENCE_MILLIS + 1))
        .isSameAs(later);
  }

  @Test
  void pieceThatHasCaughtUp_isShownAtOnce() {
    ShownFragment caughtUp = piece(2, 3, 120, false);

    assertThat(shown.after(piece(2, 2, 60, false), NOW).after(caughtUp, NOW + 1))
        .isSameAs(caughtUp);
  }

  private static ShownFragment piece(long epoch, long sequence, long end, boolean own) {
    Map<String, Version> versions =
        Map.of("groups/zone", new Version(VersionVector.upTo(0).with(1, end), end));
    SharedFragment posted = new SharedFragment(epoch, sequence, versions, new byte[0]);
    return new ShownFragment(posted, new FragmentWriter().finish(), own);
  }
}
