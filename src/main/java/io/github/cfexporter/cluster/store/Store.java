package io.github.cfexporter.cluster.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What outlives the process, in one database. Every call blocks. */
public final class Store implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Store.class);

  /** SQL states of H2: https://www.h2database.com/javadoc/org/h2/api/ErrorCode.html. */
  private static final int H2_FILE_CORRUPTED = 90030;

  private static final int H2_IN_USE = 90020;
  private static final int H2_OTHER_VERSION = 90048;

  private final Database database;

  private Store(Database database) {
    this.database = database;
  }

  /**
   * Opens the file of a node that is alone. One that is damaged is set aside and counting begins
   * anew: a counter reset is better than no metrics, and the file is kept for whoever can mend it.
   *
   * @param now names the file that is set aside
   */
  public static Store inDirectory(Path directory, Instant now) {
    String url = DataDirectory.url(directory);
    try {
      return open(url);
    } catch (SQLException e) {
      if (isDamage(e)) {
        setAside(directory, now, e);
        return reopened(directory, url);
      }
      throw new StoreException(
          e.getErrorCode() == H2_IN_USE
              ? "DATA_DIRECTORY=" + directory + " is in use by another process; every node needs"
                  + " a directory of its own"
              : "the database in DATA_DIRECTORY=" + directory + " cannot be opened: "
                  + e.getMessage(),
          e);
    }
  }

  /** Opens the database of a cluster. */
  public static Store at(String jdbcUrl) {
    try {
      return open(jdbcUrl);
    } catch (SQLException e) {
      String unknown = "no JDBC driver for it; it must start with jdbc:postgresql: or jdbc:h2:";
      boolean noDriver = "08001".equals(e.getSQLState()) && e.getMessage().contains("driver");
      throw noDriver // its message would quote the URL with the password
          ? new StoreException("the database of JDBC_URL cannot be opened: " + unknown)
          : new StoreException("the database of JDBC_URL cannot be opened: " + e.getMessage(), e);
    }
  }

  public CountersTable counters() {
    return new CountersTable(database);
  }

  public OverridesTable overrides() {
    return new OverridesTable(database);
  }

  public PermitsTable permits() {
    return new PermitsTable(database);
  }

  /** Whether the latest attempt to use it failed. */
  public boolean isAway() {
    return database.isAway();
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      logger.warn("the database was not closed in order", e);
    }
  }

  private static Store open(String url) throws SQLException {
    Database database = new Database(url);
    database.run(Schema::prepare);
    return new Store(database);
  }

  private static Store reopened(Path directory, String url) {
    try {
      return open(url);
    } catch (SQLException e) {
      throw new StoreException(
          "no new database can be made in DATA_DIRECTORY=" + directory + ": " + e.getMessage(), e);
    }
  }

  private static boolean isDamage(SQLException e) {
    return e.getErrorCode() == H2_FILE_CORRUPTED || e.getErrorCode() == H2_OTHER_VERSION;
  }

  private static void setAside(Path directory, Instant now, SQLException damage) {
    String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
        .withZone(ZoneOffset.UTC)
        .format(now);
    try {
      Path kept = DataDirectory.setAside(directory, "damaged-" + time);
      logger.error(
          "the database is damaged; counters begin anew: kept={} cause=\"{}\"",
          kept,
          damage.getMessage());
    } catch (IOException e) {
      e.addSuppressed(damage);
      throw new StoreException(
          "the database in DATA_DIRECTORY=" + directory + " is damaged and cannot be moved", e);
    }
  }
}
