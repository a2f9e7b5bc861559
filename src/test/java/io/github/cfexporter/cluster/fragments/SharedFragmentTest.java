package io.github.cfexporter.cluster.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SharedFragmentTest {
  private static final Map<String, Version> NOON = at(120, 60);

  @Test
  void laterEpoch_isNewer_andWithinOneTheLaterPost() {
    assertThat(posted(2, 1, NOON).isNewerThan(posted(1, 9, NOON))).isTrue();
    assertThat(posted(2, 1, NOON).isNewerThan(posted(2, 0, NOON))).isTrue();
    assertThat(posted(2, 1, NOON).isNewerThan(posted(2, 1, NOON))).isFalse();
  }

  /** One zone that has come further does not make up for another one that would go back. */
  @Test
  void countersThatWouldGoBackAnywhere_areNotAsFar() {
    SharedFragment shown = posted(1, 1, NOON);

    assertThat(posted(2, 2, NOON).isAsFarAs(shown)).isTrue();
    assertThat(posted(2, 2, at(180, 60)).isAsFarAs(shown)).isTrue();
    assertThat(posted(2, 2, at(600, 0)).isAsFarAs(shown)).isFalse();
  }

  @Test
  void zonesThatCameOrWent_doNotMatter() {
    assertThat(posted(2, 2, Map.of("groups/zone-1", counted(1, 120))).isAsFarAs(posted(1, 1, NOON)))
        .isTrue();
    assertThat(posted(2, 2, NOON).isAsFarAs(posted(1, 1, Map.of()))).isTrue();
  }

  /** Counters of the other side of a split may have come further, and still lack what is shown. */
  @Test
  void countersOfTheOtherSide_areNotAsFar_untilTheyHoldBoth() {
    Map<String, Version> ours = Map.of("groups/zone-1", counted(1, 120));
    Map<String, Version> theirs = Map.of("groups/zone-1", counted(2, 180));
    Version both = new Version(VersionVector.upTo(60).with(1, 120).with(2, 180), 180);

    assertThat(posted(2, 1, theirs).isAsFarAs(posted(1, 1, ours))).isFalse();
    assertThat(posted(2, 1, Map.of("groups/zone-1", both)).isAsFarAs(posted(1, 1, ours)))
        .isTrue();
  }

  @Test
  void countersThatHoldMoreSeriesAtZero_areNotAsFar() {
    Map<String, Version> shown = Map.of("groups/zone-1", new Version(VersionVector.upTo(120), 120));
    Map<String, Version> held = Map.of("groups/zone-1", new Version(VersionVector.upTo(120), 60));

    assertThat(posted(2, 1, held).isAsFarAs(posted(1, 1, shown))).isFalse();
    assertThat(posted(2, 1, shown).isAsFarAs(posted(1, 1, held))).isTrue();
  }

  private static Map<String, Version> at(long first, long second) {
    return Map.of("groups/zone-1", counted(1, first), "groups/zone-2", counted(1, second));
  }

  private static Version counted(long writer, long end) {
    return new Version(VersionVector.upTo(0).with(writer, end), end);
  }

  private static SharedFragment posted(long epoch, long sequence, Map<String, Version> versions) {
    return new SharedFragment(epoch, sequence, versions, new byte[0]);
  }
}
