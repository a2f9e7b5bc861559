package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose member of the cluster has ended, as cluster.md describes. */
@Tag("system")
class LostMemberTest {
  @TempDir
  Path directory;

  /** cases.md 37: it stayed, and answered with old data and 200. */
  @Test
  void processWithoutItsMember_ends_andTheOthersGoOn() throws Exception {
    try (Fleet fleet = new Fleet(directory, 2)) {
      ExporterProcess losing = fleet.with(MainThatLosesItsMember.FILE, "end").start(0);
      fleet.start(1);
      fleet.awaitWhole();
      fleet.awaitExact();

      Path file = Files.createFile(directory.resolve("node-0/end"));
      assertThat(losing.exitCode()).isEqualTo(1);
      assertThat(losing.output()).contains("the cluster member of this process has ended");
      fleet.awaitExact(); // the other one, which has the accounts of both by then
      Files.delete(file);
      fleet.start(0);
      fleet.awaitWhole();
      fleet.awaitExact();
    }
  }
}
