package io.github.cfexporter.cluster.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections to one database, opened when needed and kept for the next. One that has failed is
 * closed, so that a database that comes back is found again. Every call blocks.
 */
final class Database implements AutoCloseable {
  private final String url;
  private final Outage outage = new Outage();
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** What is done in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  Database(String url) {
    this.url = url;
  }

  /** Does it all or nothing. */
  <T> T run(Work<T> work) throws SQLException {
    try {
      T result = commit(work);
      outage.succeeded();
      return result;
    } catch (SQLException e) {
      outage.failed(e);
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

  private <T> T commit(Work<T> work) throws SQLException {
    Connection kept = idle.pollFirst();
    Connection connection = kept == null ? connect() : kept;
    boolean committed = false;
    try {
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
    gentle.setProperty("connectTimeout", "5");
    gentle.setProperty("socketTimeout", "30");
    gentle.setProperty("ApplicationName", "cloudflare-exporter");
    boolean postgresql = url.startsWith("jdbc:postgresql:");
    Connection connection =
        DriverManager.getConnection(url, postgresql ? gentle : new Properties());
    connection.setAutoCommit(false);
    return connection;
  }

  /** The others are likely to be broken, too. */
  private void abandon(Connection connection) throws SQLException {
    connection.close();
    closeIdle();
  }

  private void closeIdle() throws SQLException {
    for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.close();
    }
  }
}
