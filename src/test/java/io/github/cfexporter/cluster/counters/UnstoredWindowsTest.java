package io.github.cfexporter.cluster.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UnstoredWindowsTest {
  private static final SourceZone KEY = new SourceZone("acct", "colo-metrics", "groups", "zone");
  private static final SourceZone OTHER = new SourceZone("acct", "colo-metrics", "groups", "z2");

  private final UnstoredWindows unstored = new UnstoredWindows();

  @Test
  void window_waitsUntilItsEndIsStored() {
    UnstoredWindows.Waiting first = unstored.expect(KEY, 120);
    UnstoredWindows.Waiting second = unstored.expect(KEY, 180);

    unstored.stored(KEY, 60, 0);
    unstored.stored(OTHER, 500, 0);
    assertThat(first.told()).isNotDone();
    unstored.stored(KEY, 120, 0);
    assertThat(first.told()).isDone();
    assertThat(second.told()).isNotDone();
    unstored.stored(KEY, 240, 0);
    assertThat(second.told()).isDone();
  }

  @Test
  void databaseThatIsAway_holdsNobodyUp() {
    UnstoredWindows.Waiting window = unstored.expect(KEY, 120);

    unstored.failed(List.of(OTHER));
    assertThat(window.told()).isNotDone();
    unstored.failed(List.of(KEY));

    assertThat(window.told()).isCompleted();
  }

  @Test
  void forgottenWindows_leaveNothingBehind() {
    UnstoredWindows.Waiting first = unstored.expect(KEY, 120);
    UnstoredWindows.Waiting second = unstored.expect(KEY, 120);

    unstored.forget(KEY, first);
    assertThat(unstored.isEmpty()).isFalse();
    unstored.forget(KEY, second);
    assertThat(unstored.isEmpty()).isTrue();
  }

  /** The same window may have been written before the note was made. */
  @Test
  void noteThatSeriesAreShown_waitsForItself() {
    UnstoredWindows.Waiting note = unstored.expectShown(KEY, 60);

    unstored.stored(KEY, 120, 0);
    assertThat(note.told()).isNotDone();
    unstored.stored(KEY, 120, 60);
    assertThat(note.told()).isDone();
  }
}
