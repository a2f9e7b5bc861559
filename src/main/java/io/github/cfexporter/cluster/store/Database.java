package io.github.cfexporter.cluster.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one database, opened when needed and kept for the next. One that has failed is
 * closed, so that a database that comes back is found again. Every call blocks, but none for longer
 * than its patience and that of a new connection: one that has stopped answering without closing its
 * connections is as good as away.
 */
final class Database implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Database.class);

  /** Milliseconds without an answer; somebody waits, such as a thread of the cluster. */
  static final int PROMPTLY = 3_000;

  /** The same for work in the background, which may be a lot. */
  static final int PATIENTLY = 20_000;

  private final String url;
  private final Optional<DataFile> file;
  private final Outage outage = new Outage(System::nanoTime);
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile Optional<Consumer<SQLException>> onDamage = Optional.empty();
  private volatile boolean closed;

  /** What is done in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** @param file that the URL leads to and that is this process's own */
  Database(String url, Optional<DataFile> file) {
    this.url = url;
    this.file = file;
  }

  /** Does it all or nothing, or gives up soon. */
  <T> T run(Work<T> work) throws SQLException {
    return run(PROMPTLY, work);
  }

  /**
   * Does it all or nothing.
   *
   * @param patience milliseconds that the database may be silent
   */
  <T> T run(int patience, Work<T> work) throws SQLException {
    long began = outage.begin();
    try {
      T result = file.isPresent() ? onFile(file.get(), work) : commit(patience, work);
      outage.succeeded();
      return result;
    } catch (SQLException | RuntimeException e) {
      outage.failed(e, began);
      throw e;
    }
  }

  boolean isAway() {
    return outage.isLasting();
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    closeIdle();
  }

  /** What to do, from now on, about a file that turns out to be damaged: another is to take its place. */
  void onDamage(Consumer<SQLException> renewal) {
    onDamage = Optional.of(renewal);
  }

  /** Lets go of a damaged file, without writing to it; the next call opens what is there then. */
  void discard() throws SQLException {
    for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      try (Connection last = next;
          Statement statement = last.createStatement()) {
        statement.execute("SHUTDOWN IMMEDIATELY");
      } catch (SQLException e) {
        logger.debug("a damaged database complains while it is closed", e);
      }
    }
    outage.replaced();
  }

  /** One at a time, or nobody could tell who has changed the file. */
  private <T> T onFile(DataFile own, Work<T> work) throws SQLException {
    synchronized (own) {
      try {
        own.check();
        return commit(PATIENTLY, work);
      } catch (SQLException e) {
        if (onDamage.isPresent() && Damage.isIn(e)) {
          onDamage.get().accept(e);
        }
        throw e;
      } finally {
        own.written();
      }
    }
  }

  private <T> T commit(int patience, Work<T> work) throws SQLException {
    Connection kept = idle.pollFirst();
    Connection connection = kept == null ? connect() : kept;
    boolean committed = false;
    try {
      connection.setNetworkTimeout(Runnable::run, patience);
      T result = work.on(connection);
      connection.commit();
      committed = true;
      return result;
    } finally {
      if (committed && !closed) {
        idle.addFirst(connection);
      } else {
        abandon(connection);
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties gentle = new Properties(); // seconds; what the URL says goes first
    gentle.setProperty("connectTimeout", "3");
    gentle.setProperty("loginTimeout", "5");
    gentle.setProperty("socketTimeout", "20");
    gentle.setProperty("cancelSignalTimeout", "2");
    gentle.setProperty("ApplicationName", "cloudflare-exporter");
    boolean postgresql = url.startsWith("jdbc:postgresql:");
    Connection connection =
        DriverManager.getConnection(url, postgresql ? gentle : new Properties());
    connection.setAutoCommit(false);
    return connection;
  }

  /** The others are likely to be broken, too. */
  private void abandon(Connection connection) throws SQLException {
    try {
      connection.close();
    } finally {
      closeIdle();
    }
  }

  private void closeIdle() throws SQLException {
    for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.close();
    }
  }
}
