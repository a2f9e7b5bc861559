package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes that count as one, and go on counting when one of them does not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
class ClusterTest {
  private static final int SIZE = 3;

  @TempDir
  private Path directory;

  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    fleet = new Fleet(directory, SIZE);
    for (int node = 0; node < SIZE; node++) {
      fleet.start(node);
    }
    fleet.awaitReady();
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void counters_stayExactOnEveryNode_whateverNodeStops() throws Exception {
    try (NeverLower watch = new NeverLower(fleet)) {
      fleet.awaitExact();
      fleet.awaitAlike();

      fleet.node(0).kill(); // the oldest one
      fleet.awaitExact();
      fleet.start(0);
      fleet.awaitReady();

      for (int node = 0; node < SIZE; node++) {
        fleet.node(node).terminate();
        assertThat(fleet.node(node).exitCode()).isZero();
        fleet.start(node);
        fleet.awaitReady();
      }
      fleet.awaitExact();
      fleet.awaitAlike();

      assertThat(watch.faults()).isEmpty();
      assertThat(watch.scrapes()).isGreaterThan(SIZE);
      assertThat(fleet.mostCalls()).isLessThanOrEqualTo(Fleet.BUDGET);
    }
  }
}
