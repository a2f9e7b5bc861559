package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UnusedMemoryTest {
  private static final long MB = 1L << 20;

  private long used = 30 * MB;
  private long committed = 50 * MB;
  private int collections;
  private final UnusedMemory memory =
      new UnusedMemory(() -> new MemoryUsage(0, used, committed, 512 * MB), this::collect);

  @Test
  void burst_isCollectedOnce() {
    used = 20 * MB;
    committed = 30 * MB;
    assertThat(memory.look()).isFalse();

    used = 250 * MB;
    committed = 300 * MB;
    assertThat(memory.look()).isTrue();
    assertThat(memory.look()).isFalse();
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void nextBurst_isCollectedAgain() {
    for (int burst = 1; burst <= 3; burst++) {
      used = 250 * MB;
      committed = 300 * MB;
      assertThat(memory.look()).isTrue();
      assertThat(collections).isEqualTo(burst);
    }
  }

  private void collect() {
    collections++;
    used = 30 * MB;
    committed = 50 * MB;
  }
}
