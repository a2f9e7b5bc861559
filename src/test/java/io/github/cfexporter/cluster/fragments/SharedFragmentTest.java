package io.github.cfexporter.cluster.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SharedFragmentTest {
  private static final Map<String, Long> NOON = Map.of("groups/zone-1", 120L, "groups/zone-2", 60L);

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
    assertThat(posted(2, 2, Map.of("groups/zone-1", 180L, "groups/zone-2", 60L)).isAsFarAs(shown))
        .isTrue();
    assertThat(posted(2, 2, Map.of("groups/zone-1", 600L, "groups/zone-2", 0L)).isAsFarAs(shown))
        .isFalse();
  }

  @Test
  void zonesThatCameOrWent_doNotMatter() {
    assertThat(posted(2, 2, Map.of("groups/zone-1", 120L)).isAsFarAs(posted(1, 1, NOON)))
        .isTrue();
    assertThat(posted(2, 2, NOON).isAsFarAs(posted(1, 1, Map.of()))).isTrue();
  }

  private static SharedFragment posted(long epoch, long sequence, Map<String, Long> watermarks) {
    return new SharedFragment(epoch, sequence, watermarks, new byte[0]);
  }
}
