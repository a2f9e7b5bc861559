package io.github.cfexporter.cluster.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and how a database of an older release becomes one of this release. */
final class Schema {
  /** Version n is reached from n - 1 by the n-th list; lists are never changed, only added. */
  private static final List<List<String>> STEPS = List.of(List.of(
      """
      CREATE TABLE cfexporter_counters (
        account VARCHAR(64) NOT NULL,
        kind VARCHAR(128) NOT NULL,
        source VARCHAR(128) NOT NULL,
        zone VARCHAR(64) NOT NULL,
        watermark BIGINT NOT NULL,
        totals %s NOT NULL,
        PRIMARY KEY (account, kind, source, zone))
      """, """
      CREATE TABLE cfexporter_overrides (
        setting VARCHAR(128) NOT NULL PRIMARY KEY,
        content TEXT NOT NULL)
      """, """
      CREATE TABLE cfexporter_permits (
        granted_at BIGINT NOT NULL,
        api VARCHAR(16) NOT NULL,
        account VARCHAR(64) NOT NULL)
      """, "CREATE INDEX cfexporter_permits_by_time ON cfexporter_permits (granted_at)"));

  private static final String VERSIONS =
      "CREATE TABLE IF NOT EXISTS cfexporter_schema (version INTEGER NOT NULL)";

  /** Brings the tables to this release's version. */
  static Void prepare(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    try (Statement statement = connection.createStatement()) {
      if (dialect.lockOfSchema.isPresent()) {
        statement.execute(dialect.lockOfSchema.get());
      }
      statement.execute(VERSIONS);
      int version = version(statement);
      if (version > STEPS.size()) {
        throw new StoreException("the database was written by a newer release: its schema has"
            + " version " + version + ", this release knows " + STEPS.size()
            + "; start that release again, or use another database");
      }
      for (List<String> step : STEPS.subList(version, STEPS.size())) {
        for (String sql : step) {
          statement.execute(sql.formatted(dialect.bytes));
        }
      }
      if (version < STEPS.size()) {
        statement.execute("DELETE FROM cfexporter_schema");
        statement.execute("INSERT INTO cfexporter_schema VALUES (" + STEPS.size() + ")");
      }
    }
    return null;
  }

  /** Whether the tables were ever made. */
  static boolean isThere(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "CFEXPORTER_SCHEMA", null)) {
      return tables.next();
    }
  }

  /** Reads every byte that is stored; fails where one cannot be read. */
  static Void readAll(Connection connection) throws SQLException {
    List<String> everything = List.of(
        "SELECT account, kind, source, zone, watermark, totals FROM cfexporter_counters",
        "SELECT setting, content FROM cfexporter_overrides",
        "SELECT granted_at, api, account FROM cfexporter_permits");
    try (Statement statement = connection.createStatement()) {
      for (String query : everything) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            rows.getBytes(rows.getMetaData().getColumnCount());
          }
        }
      }
    }
    return null;
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT MAX(version) FROM cfexporter_schema")) {
      rows.next();
      return rows.getInt(1); // 0 for the NULL of an empty table
    }
  }

  private Schema() {}
}
