package io.github.cfexporter.cluster.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What outlives the process, in one database. Every call blocks. */
public final class Store implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Store.class);

  private final Database database;
  private final List<String> damages = new CopyOnWriteArrayList<>();
  private volatile Runnable onRenewed = () -> {};

  private Store(Database database) {
    this.database = database;
  }

  /**
   * Opens the file of a node that is alone. One that is damaged is set aside and counting begins
   * anew: a counter reset is better than no metrics, and the file is kept for whoever can mend it.
   * One that becomes damaged later is set aside likewise, and {@link #onRenewed} is told.
   *
   * @param clock names the file that is set aside
   */
  public static Store inDirectory(Path directory, Supplier<Instant> clock) {
    DataFile file = DataDirectory.file(directory);
    Database database = new Database(DataDirectory.url(directory), Optional.of(file));
    Store store = new Store(database);
    try {
      openFile(database, file);
    } catch (SQLException e) {
      if (!Damage.isIn(e)) {
        throw new StoreException(
            e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "DATA_DIRECTORY=" + directory + " is in use by another process; every node needs"
                    + " a directory of its own"
                : "the database in DATA_DIRECTORY=" + directory + " cannot be opened: "
                    + e.getMessage(),
            e);
      }
      store.setAside(file, clock.get(), e, "counters begin anew");
    }
    database.onDamage(damage -> {
      store.setAside(file, clock.get(), damage, "counters are stored anew from memory");
      new Thread(() -> store.onRenewed.run(), "store again").start();
    });
    return store;
  }

  /** Opens the database of a cluster. */
  public static Store at(String jdbcUrl) {
    Database database = new Database(jdbcUrl, Optional.empty());
    try {
      database.run(Database.PATIENTLY, Schema::prepare);
      return new Store(database);
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

  /** What is to be stored again, on a thread of its own, when all that was stored is lost. */
  public void onRenewed(Runnable storeAgain) {
    onRenewed = storeAgain;
  }

  /** What a person should know of it, one sentence each. */
  public List<String> notices() {
    Stream<String> away = database.isAway()
        ? Stream.of("The database cannot be used; counting goes on in memory and is stored when it"
            + " is back, but a restart before that loses it.")
        : Stream.empty();
    return Stream.concat(away, damages.stream()).toList();
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      logger.warn("the database was not closed in order", e);
    }
  }

  /** Reads all of it once: H2 would find a damaged page only when it needs it. */
  private static void openFile(Database database, DataFile file) throws SQLException {
    boolean existed = file.exists();
    database.run(connection -> {
      if (existed && !Schema.isThere(connection)) {
        throw file.damaged("its tables are gone");
      }
      Schema.prepare(connection);
      return Schema.readAll(connection);
    });
  }

  private void setAside(DataFile file, Instant now, Exception damage, String consequence) {
    try {
      database.discard();
      Path kept = file.setAside(now);
      logger.error(
          "the database is damaged and was set aside; {}: kept={} cause=\"{}\"",
          consequence,
          kept,
          damage.getMessage());
      damages.add("The database was damaged and was set aside as " + kept + " at " + now + "; "
          + consequence + ".");
      database.run(Schema::prepare);
    } catch (IOException | SQLException e) {
      e.addSuppressed(damage);
      throw new StoreException(
          "the database in DATA_DIRECTORY is damaged, and no other can take its place: "
              + e.getMessage(),
          e);
    }
  }
}
