package io.github.cfexporter.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.Payer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database of a node that is alone; {@code PostgresqlStoreTest} is its twin. */
@Tag("unit")
class StoreTest extends StoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir
  private Path directory;

  @Override
  Store open() {
    return Store.inDirectory(directory, () -> NOON);
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("counters"));
  }

  @Test
  void directoryThatDoesNotExist_isMade() {
    try (Store store = Store.inDirectory(directory.resolve("a/b"), () -> NOON)) {
      assertThat(store.isAway()).isFalse();
    }
    assertThat(directory.resolve("a/b/counters.mv.db")).exists();
  }

  @Test
  void directoryThatCannotBeWritten_isRefusedByName() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Store.inDirectory(file, () -> NOON))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("DATA_DIRECTORY=" + file + " cannot keep the counters: ")
        .hasMessageEndingWith("may write to, with 64 MiB free");
  }

  @Test
  void fullDisk_isRefusedWithWhatIsFree() {
    assertThat(DataDirectory.problem(DataDirectory.NEEDED - 1)).contains("only 63 MiB are free");
    assertThat(DataDirectory.problem(DataDirectory.NEEDED)).isEmpty();
  }

  @Test
  void damagedFile_isSetAside_andCountingBegins() throws IOException {
    Files.writeString(directory.resolve("counters.mv.db"), "not a database ".repeat(1000));

    try (Store store = open()) {
      assertThat(counters(store)).isEmpty();
    }
    assertThat(directory.resolve("counters.mv.db.damaged-20260101T120000Z")).exists();
  }

  @Test
  void urlWithoutDriver_isRefused_withoutShowingIt() {
    assertThatThrownBy(() -> Store.at("jdbc:oracle:thin:scott/tiger@db"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("JDBC_URL")
        .hasMessageNotContaining("tiger");
  }

  @Test
  void permits_areForgotten_whenTheyNoLongerCount() throws SQLException {
    try (Store store = open()) {
      store.permits().add(List.of(new GrantedPermit(1_000, Payer.rest("", ""))), 0);
      store
          .permits()
          .add(List.of(new GrantedPermit(9_000, Payer.graphql("t2", "acct", true))), 5_000);

      assertThat(store.permits().all())
          .containsExactly(new GrantedPermit(9_000, Payer.graphql("t2", "acct", true)));
    }
  }
}
