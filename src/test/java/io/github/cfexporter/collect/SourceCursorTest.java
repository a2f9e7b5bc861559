package io.github.cfexporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.version.Version;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered of a source in a zone between two windows. */
@Tag("unit")
class SourceCursorTest {
  private static final long DAY = 86_400;

  private final SourceCursor cursor =
      new SourceCursor(new SourceZone("acct", "kind", "http", "zone"));

  @Test
  void source_isIdle_afterADayWithoutARow() {
    moveTo(60);
    cursor.hadRows(new Window(0, 60), 0);
    assertThat(cursor.isIdle()).isFalse();

    moveTo(DAY);
    assertThat(cursor.isIdle()).isTrue();
    cursor.hadRows(new Window(DAY - 60, DAY), 1);
    assertThat(cursor.isIdle()).isFalse();
    moveTo(2 * DAY);
    assertThat(cursor.isIdle()).isTrue();
  }

  /** What a restart finds is when the stored series last grew. */
  @Test
  void sourceThatLastMovedLongAgo_isIdleAtOnce() {
    moveTo(10 * DAY);
    assertThat(cursor.isIdle()).as("nothing is known").isFalse();

    cursor.lastMoved(9 * DAY + 1);
    assertThat(cursor.isIdle()).isFalse();
    cursor.lastMoved(9 * DAY);
    assertThat(cursor.isIdle()).isTrue();
  }

  @Test
  void refusal_isOfOneNode_andForgottenWhenSettingsSayTheSame() {
    cursor.refusedNodes().refuse(List.of("http"), 3_600);
    assertThat(cursor.refusedNodes().isRefused("http", 3_599)).isTrue();
    assertThat(cursor.refusedNodes().isRefused("http", 3_600)).isFalse();
    assertThat(cursor.refusedNodes().isRefused("httpTotals", 0)).isFalse();

    cursor.refusedNodes().pardon("http");
    assertThat(cursor.refusedNodes().isRefused("http", 0)).isFalse();
  }

  private void moveTo(long second) {
    cursor.moveTo(second, Version.startingAt(second));
  }
}
