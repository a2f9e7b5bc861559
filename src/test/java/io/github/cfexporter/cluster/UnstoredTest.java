package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UnstoredTest {
  private static final CounterKey KEY = new CounterKey("acct", "colo-metrics", "groups", "zone");
  private static final CounterKey OTHER = new CounterKey("acct", "colo-metrics", "groups", "z2");

  private final Unstored unstored = new Unstored();

  @Test
  void window_waitsUntilItsEndIsStored() {
    Unstored.Waiting first = unstored.expect(KEY, 120);
    Unstored.Waiting second = unstored.expect(KEY, 180);

    unstored.stored(KEY, 60);
    unstored.stored(OTHER, 500);
    assertThat(first.told()).isNotDone();
    unstored.stored(KEY, 120);
    assertThat(first.told()).isDone();
    assertThat(second.told()).isNotDone();
    unstored.stored(KEY, 240);
    assertThat(second.told()).isDone();
  }

  @Test
  void databaseThatIsAway_holdsNobodyUp() {
    Unstored.Waiting window = unstored.expect(KEY, 120);

    unstored.failed(List.of(OTHER));
    assertThat(window.told()).isNotDone();
    unstored.failed(List.of(KEY));

    assertThat(window.told()).isCompleted();
  }

  @Test
  void forgottenWindows_leaveNothingBehind() {
    Unstored.Waiting first = unstored.expect(KEY, 120);
    Unstored.Waiting second = unstored.expect(KEY, 120);

    unstored.forget(KEY, first);
    assertThat(unstored.isEmpty()).isFalse();
    unstored.forget(KEY, second);
    assertThat(unstored.isEmpty()).isTrue();
  }
}
