package io.github.cfexporter.cluster.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The oldest PostgreSQL that will do, in Docker; skipped where Docker is missing. {@link
 * PostgresqlStoreTest} is its twin with Debian's.
 */
@Testcontainers(disabledWithoutDocker = true)
@Tag("unit")
class PostgresqlContainerStoreTest extends PostgresqlStoreContract {
  @Container
  private static final PostgreSQLContainer SERVER = new PostgreSQLContainer("postgres:15");

  @Override
  Store open() {
    return Store.at(SERVER.getJdbcUrl() + "&user=" + SERVER.getUsername() + "&password="
        + SERVER.getPassword());
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        SERVER.getJdbcUrl(), SERVER.getUsername(), SERVER.getPassword());
  }
}
