package io.github.cfexporter.cluster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;

/** The contract on a PostgreSQL that all tests of a class share, so each begins with it empty. */
abstract class PostgresqlStoreContract extends StoreContract {

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
  }
}
