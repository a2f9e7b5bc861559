package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away under a node that counts, and comes back. */
class DatabaseOutageTest {
  private static final String AWAY = "the database cannot be used";
  private static final String BACK = "the database can be used again";

  @TempDir
  Path directory;

  @Test
  void countingGoesOn_isToldOnce_andIsStoredWhenTheDatabaseIsBack() throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start();
        Fleet fleet = new Fleet(directory, 1).with("JDBC_URL", postgresql.jdbcUrl())) {
      ExporterProcess node = fleet.start(0, Map.of());
      fleet.awaitExact();

      postgresql.halt();
      Await.until(node::output, output -> output.contains(AWAY));
      fleet.awaitExact();
      assertThat(node.output()).doesNotContain(BACK);
      postgresql.resume();
      Await.until(node::output, output -> output.contains(BACK));
      fleet.awaitExact();
      assertThat(node.output().split(AWAY, -1)).as("told once").hasSize(2);

      node.kill();
      fleet.start(0, Map.of());
      fleet.awaitExact();
    }
  }
}
