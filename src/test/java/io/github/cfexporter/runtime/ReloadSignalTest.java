package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReloadSignalTest {
  private final AtomicInteger read = new AtomicInteger();
  private final ReloadSignal signal = new ReloadSignal();

  @Test
  void everySignal_readsAgain() {
    signal.runs(read::incrementAndGet);
    assertThat(read).hasValue(0);

    signal.received();
    signal.received();
    assertThat(read).hasValue(2);
  }

  /** One between "listening" and "ready" was lost. */
  @Test
  void signalWhileTheProcessStarts_isHeededOnce() {
    signal.received();
    signal.received();

    signal.runs(read::incrementAndGet);
    assertThat(read).hasValue(1);
  }
}
