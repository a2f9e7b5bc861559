package io.github.cfexporter.cluster.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Configuration that was set at runtime, as text by key. */
public final class OverridesTable {
  private static final String MERGE = """
      MERGE INTO cfexporter_overrides AS stored
      USING (SELECT CAST(? AS VARCHAR(128)) AS setting, CAST(? AS VARCHAR) AS content) AS fresh
      ON stored.setting = fresh.setting
      WHEN MATCHED THEN UPDATE SET content = fresh.content
      WHEN NOT MATCHED THEN INSERT (setting, content) VALUES (fresh.setting, fresh.content)
      """;

  private final Database database;

  OverridesTable(Database database) {
    this.database = database;
  }

  public void store(Map<String, String> overrides) throws SQLException {
    database.run(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
        for (Map.Entry<String, String> override : overrides.entrySet()) {
          statement.setString(1, override.getKey());
          statement.setString(2, override.getValue());
          statement.addBatch();
        }
        return statement.executeBatch();
      }
    });
  }

  public Map<String, String> all() throws SQLException {
    return database.run(connection -> {
      String sql = "SELECT setting, content FROM cfexporter_overrides";
      Map<String, String> all = new HashMap<>();
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.put(rows.getString(1), rows.getString(2));
        }
      }
      return all;
    });
  }

  public void delete(Collection<String> settings) throws SQLException {
    database.run(connection -> {
      String sql = "DELETE FROM cfexporter_overrides WHERE setting = ?";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (String setting : settings) {
          statement.setString(1, setting);
          statement.addBatch();
        }
        return statement.executeBatch();
      }
    });
  }
}
