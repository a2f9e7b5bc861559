package io.github.cfexporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.Window;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered of a source in a zone between two windows. */
@Tag("unit")
class TrackTest {
  private static final long DAY = 86_400;

  private final Track track = new Track(new Board.Cell("http", "zone"));

  @Test
  void source_isIdle_afterADayWithoutARow() {
    track.standsAt(60);
    track.hadRows(new Window(0, 60), 0);
    assertThat(track.isIdle()).isFalse();

    track.standsAt(DAY);
    assertThat(track.isIdle()).isTrue();
    track.hadRows(new Window(DAY - 60, DAY), 1);
    assertThat(track.isIdle()).isFalse();
    track.standsAt(2 * DAY);
    assertThat(track.isIdle()).isTrue();
  }

  /** What a restart finds is when the stored series last grew. */
  @Test
  void sourceThatLastMovedLongAgo_isIdleAtOnce() {
    track.standsAt(10 * DAY);
    assertThat(track.isIdle()).as("nothing is known").isFalse();

    track.lastMoved(9 * DAY + 1);
    assertThat(track.isIdle()).isFalse();
    track.lastMoved(9 * DAY);
    assertThat(track.isIdle()).isTrue();
  }

  @Test
  void refusal_isOfOneNode_andForgottenWhenSettingsSayTheSame() {
    track.refuse(List.of("http"), 3_600);
    assertThat(track.isRefused("http", 3_599)).isTrue();
    assertThat(track.isRefused("http", 3_600)).isFalse();
    assertThat(track.isRefused("httpTotals", 0)).isFalse();

    track.pardon("http");
    assertThat(track.isRefused("http", 0)).isFalse();
  }
}
