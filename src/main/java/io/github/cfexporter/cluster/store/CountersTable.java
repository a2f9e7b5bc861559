package io.github.cfexporter.cluster.store;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Totals by account, query kind, source and zone. A row never goes back to an older watermark. */
public final class CountersTable {
  private static final String MERGE = """
      MERGE INTO cfexporter_counters AS stored
      USING (SELECT CAST(? AS VARCHAR(64)) AS account, CAST(? AS VARCHAR(128)) AS kind,
        CAST(? AS VARCHAR(128)) AS source, CAST(? AS VARCHAR(64)) AS zone,
        CAST(? AS BIGINT) AS watermark, CAST(? AS %s) AS totals) AS fresh
      ON stored.account = fresh.account AND stored.kind = fresh.kind
        AND stored.source = fresh.source AND stored.zone = fresh.zone
      WHEN MATCHED AND stored.watermark <= fresh.watermark
        THEN UPDATE SET watermark = fresh.watermark, totals = fresh.totals
      WHEN NOT MATCHED
        THEN INSERT (account, kind, source, zone, watermark, totals)
        VALUES (fresh.account, fresh.kind, fresh.source, fresh.zone, fresh.watermark, fresh.totals)
      """;
  private static final String THAT_ROW =
      " WHERE account = ? AND kind = ? AND source = ? AND zone = ?";

  private final Database database;

  CountersTable(Database database) {
    this.database = database;
  }

  public void store(Collection<StoredTotals> rows) throws SQLException {
    database.run(Database.PATIENTLY, connection -> {
      String merge = MERGE.formatted(Dialect.of(connection).bytes);
      try (PreparedStatement statement = connection.prepareStatement(merge)) {
        for (StoredTotals row : rows) {
          name(statement, row.id());
          statement.setLong(5, row.watermark());
          statement.setBytes(6, row.totals());
          statement.addBatch();
        }
        return statement.executeBatch();
      }
    });
  }

  /** Makes something of stored totals while they are read. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads a row.
     *
     * @param totals in the form of the cluster, not to be kept
     */
    T read(long watermark, InputStream totals);
  }

  /** Reads a row without having all of it in memory, where the database can do that. */
  public <T> Optional<T> find(SourceZone id, Reader<T> reader) throws SQLException {
    return database.run(connection -> {
      String sql = "SELECT watermark, totals FROM cfexporter_counters" + THAT_ROW;
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        name(statement, id);
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next()
              ? Optional.of(reader.read(rows.getLong(1), new StoredBytes(rows.getBinaryStream(2))))
              : Optional.empty();
        }
      } catch (StoreException e) { // may be due to damage, which is looked for in this kind
        throw new SQLException("stored totals could not be read", e);
      }
    });
  }

  public List<SourceZone> ids() throws SQLException {
    return database.run(Database.PATIENTLY, CountersTable::readIds);
  }

  public void delete(Collection<SourceZone> ids) throws SQLException {
    database.run(connection -> {
      String sql = "DELETE FROM cfexporter_counters" + THAT_ROW;
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (SourceZone id : ids) {
          name(statement, id);
          statement.addBatch();
        }
        return statement.executeBatch();
      }
    });
  }

  private static List<SourceZone> readIds(Connection connection) throws SQLException {
    String sql = "SELECT account, kind, source, zone FROM cfexporter_counters";
    List<SourceZone> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(new SourceZone(
            rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return ids;
  }

  private static void name(PreparedStatement statement, SourceZone id) throws SQLException {
    statement.setString(1, id.account());
    statement.setString(2, id.kind());
    statement.setString(3, id.source());
    statement.setString(4, id.zone());
  }
}
