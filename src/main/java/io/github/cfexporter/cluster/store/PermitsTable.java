package io.github.cfexporter.cluster.store;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.Payer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The calls of the last minutes, so that a restart does not forget what was used of the budget. The
 * column {@code account} holds the whole payer as {@link Payer#spelled} has it.
 */
public final class PermitsTable {
  private static final String INSERT =
      "INSERT INTO cfexporter_permits (granted_at, api, account) VALUES (?, ?, ?)";

  private final Database database;

  PermitsTable(Database database) {
    this.database = database;
  }

  /**
   * Adds calls and forgets those that no longer count.
   *
   * @param keptSince milliseconds since the epoch
   */
  public void add(Collection<GrantedPermit> departures, long keptSince) throws SQLException {
    database.run(connection -> {
      forget(connection, keptSince);
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        for (GrantedPermit departure : departures) {
          statement.setLong(1, departure.at());
          statement.setString(2, departure.payer().api().name());
          statement.setString(3, departure.payer().spelled());
          statement.addBatch();
        }
        return statement.executeBatch();
      }
    });
  }

  /** Oldest first. */
  public List<GrantedPermit> all() throws SQLException {
    return database.run(connection -> {
      String sql = "SELECT granted_at, api, account FROM cfexporter_permits ORDER BY granted_at";
      List<GrantedPermit> departures = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Api api = Api.valueOf(rows.getString(2));
          departures.add(new GrantedPermit(rows.getLong(1), Payer.parse(api, rows.getString(3))));
        }
      }
      return departures;
    });
  }

  private static void forget(Connection connection, long keptSince) throws SQLException {
    String sql = "DELETE FROM cfexporter_permits WHERE granted_at < ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, keptSince);
      statement.executeUpdate();
    }
  }
}
