package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that stop in order take their shares of the budgets along, so that nobody has to wait for them.
 * They can only while all nodes have theirs: a fleet of which a node was lost within five minutes is
 * another matter, see {@link ClusterTest}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterStopTest {
  private static final int SIZE = 3;

  @Test
  void nodesThatStopInTurn_leaveInOrder(@TempDir Path directory) throws Exception {
    try (Fleet fleet = new Fleet(directory, SIZE)) {
      for (int node = 0; node < SIZE; node++) {
        fleet.start(node);
      }
      fleet.awaitWhole();
      fleet.awaitExact();
      NeverLower watch = new NeverLower(fleet);
      for (int node = 0; node < SIZE; node++) {
        stopInOrder(fleet.node(node));
        fleet.start(node);
        fleet.awaitWhole();
      }
      fleet.awaitExact();
      fleet.awaitAlike();
      watch.close();
      assertThat(watch.faults()).isEmpty();
      assertThat(watch.scrapes()).isGreaterThan(SIZE);
      assertThat(fleet.mostCalls().values()).allMatch(calls -> calls <= Fleet.BUDGET);
    }
  }

  private static void stopInOrder(ExporterProcess node) throws Exception {
    node.terminate();
    assertThat(node.exitCode()).isZero();
    assertThat(node.output())
        .contains("\"message\":\"stopped\"")
        .doesNotContain("were not told that this one leaves");
  }
}
