package io.github.cfexporter.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.system.PostgresqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debian's PostgreSQL, as the database of a cluster. */
@Tag("unit")
class PostgresqlStoreTest extends PostgresqlStoreContract {
  private static PostgresqlServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresqlServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) { // it is not there where the tests are skipped
      server.close();
    }
  }

  @Override
  Store open() {
    return Store.at(server.jdbcUrl());
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl());
  }

  @Test
  void nodesThatStartTogether_makeTheTablesOnce() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    try {
      Callable<Store> start = this::open;
      for (Future<Store> node : nodes.invokeAll(Collections.nCopies(8, start))) {
        node.get().close();
      }
    } finally {
      nodes.shutdownNow();
    }

    try (Store store = open()) {
      assertThat(counters(store)).isEmpty();
    }
  }

  @Test
  void databaseThatWentAway_isFoundAgain() throws Exception {
    try (Store store = open()) {
      store.overrides().store(Map.of("logLevel", "debug"));
      server.halt();
      try {
        assertThatThrownBy(() -> store.overrides().store(Map.of("logLevel", "warn")))
            .isInstanceOf(SQLException.class);
        assertThat(store.isAway()).isTrue();
      } finally {
        server.resume();
      }

      assertThat(store.overrides().all()).isEqualTo(Map.of("logLevel", "debug"));
      assertThat(store.isAway()).isFalse();
    }
  }

  @Test
  void databaseThatIsNotThere_isToldAtStart_withoutThePassword() {
    assertThatThrownBy(
            () -> Store.at("jdbc:postgresql://127.0.0.1:1/exporter?user=prom&password=tiger"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("JDBC_URL")
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageNotContaining("tiger");
  }
}
