package io.github.cfexporter.cluster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** The few words in which the databases differ; everything else is standard SQL. */
enum Dialect {
  /** Its VARBINARY ends at 1 MB, which is too small for the totals of a large zone. */
  H2("BLOB", Optional.empty()),

  /** Nodes that start together must not create the tables together. */
  POSTGRESQL("BYTEA", Optional.of("SELECT pg_advisory_xact_lock(6342008715)"));

  /** Type of a column that holds bytes of any length. */
  final String bytes;

  /** Waits until no other transaction changes the schema; released with the transaction. */
  final Optional<String> lockOfSchema;

  Dialect(String bytes, Optional<String> lockOfSchema) {
    this.bytes = bytes;
    this.lockOfSchema = lockOfSchema;
  }

  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      default ->
        throw new StoreException(
            "JDBC_URL leads to " + product + "; what is needed is PostgreSQL 15 or newer, or H2");
    };
  }
}
