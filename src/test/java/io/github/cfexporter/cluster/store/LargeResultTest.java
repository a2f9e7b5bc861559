package io.github.cfexporter.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 puts results of more than 40,000 rows for each GiB of heap into a file below java.io.tmpdir,
 * which a container with a read-only root does not have.
 */
@Tag("unit")
class LargeResultTest {
  private static final String TEMPORARY = "java.io.tmpdir";

  @TempDir
  Path directory;

  private String before;

  @BeforeEach
  void let_there_be_no_directory_for_temporary_files() throws Exception {
    before = System.getProperty(TEMPORARY);
    Path file = Files.createFile(directory.resolve("file"));
    System.setProperty(TEMPORARY, file.resolve("below-a-file").toString());
  }

  @AfterEach
  void let_there_be_one_again() {
    System.setProperty(TEMPORARY, before);
  }

  @Test
  void countersOfManyZones_areReadWithoutAFileElsewhere() throws Exception {
    long rows = 42_000 * (Runtime.getRuntime().maxMemory() / (1 << 30) + 1);
    Path data = directory.resolve("data");
    Store.inDirectory(data, Instant::now).close();
    try (Connection connection = DriverManager.getConnection(DataDirectory.url(data));
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO cfexporter_counters"
          + " SELECT 'account', 'kind', 'source', X, 0, X'00' FROM SYSTEM_RANGE(1, " + rows + ")");
    }

    Store store = Store.inDirectory(data, Instant::now);
    try {
      assertThat(store.counters().ids()).hasSize(Math.toIntExact(rows));
    } finally {
      store.close();
    }
  }
}
