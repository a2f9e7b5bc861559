package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.StrangeMember;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose member of the cluster is ended by somebody else, as README.md describes. */
class LostMemberTest {
  @TempDir
  Path directory;

  /** cases.md 37: it stayed, and answered with old data and 200. */
  @Test
  void processWithoutItsMember_ends_andTheOthersGoOn() throws Exception {
    try (Fleet fleet = new Fleet(directory, 2)) {
      fleet.start(0);
      fleet.start(1);
      fleet.awaitWhole();
      fleet.awaitExact();

      ExporterProcess attacked = fleet.node(0);
      try (StrangeMember stranger = StrangeMember.start()) {
        Await.until(
            () -> {
              stranger.sendAway(fleet.clusterPort(0));
              return attacked.output();
            },
            output -> output.contains("the cluster member of this process has ended"));
      }
      assertThat(attacked.exitCode()).isEqualTo(1);
      fleet.awaitExact(); // the other one, which has the accounts of both by then
      fleet.start(0);
      fleet.awaitWhole();
      fleet.awaitExact();
    }
  }
}
