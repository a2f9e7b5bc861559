package io.github.cfexporter.cluster.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;

/**
 * A database that can hang, as one whose process is stopped: {@code jdbc:stalling:} before any URL of
 * H2. While it hangs, what asks it waits for as long as its network timeout lets it.
 */
public final class StallingDriver implements Driver {
  private static final String PREFIX = "jdbc:stalling:";
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition GOES_ON = LOCK.newCondition();
  private static final AtomicInteger WAITING = new AtomicInteger();
  private static boolean stalled;

  static {
    try {
      DriverManager.registerDriver(new StallingDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Loads the driver. */
  public static void install() {}

  /** From now on, nothing is answered, or everything again. */
  public static void stall(boolean stall) {
    LOCK.lock();
    try {
      stalled = stall;
      GOES_ON.signalAll();
    } finally {
      LOCK.unlock();
    }
  }

  /** How many wait for an answer at this moment. */
  public static int waiting() {
    return WAITING.get();
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    answer(10_000);
    Connection real = DriverManager.getConnection("jdbc:h2:" + url.substring(PREFIX.length()));
    int[] timeout = {0};
    return (Connection) Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
          if (method.getName().equals("setNetworkTimeout")) {
            timeout[0] = (int) given[1];
            return null;
          }
          if (!method.getName().equals("close")) {
            answer(timeout[0]);
          }
          Object result = invoke(real, method, given);
          return result instanceof Statement statement
              ? stalling(statement, method.getReturnType(), timeout)
              : result;
        });
  }

  private static Object stalling(Statement statement, Class<?> type, int[] timeout) {
    return Proxy.newProxyInstance(
        StallingDriver.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
          if (method.getName().startsWith("execute")) {
            answer(timeout[0]);
          }
          return invoke(statement, method, given);
        });
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] given)
      throws Throwable {
    try {
      return method.invoke(target, given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void answer(int millis) throws SQLException {
    LOCK.lock();
    WAITING.incrementAndGet();
    try {
      long left = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
      while (stalled) {
        if (left <= 0) {
          throw new SQLException("read timed out", "08006");
        }
        left = GOES_ON.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", "08006", e);
    } finally {
      WAITING.decrementAndGet();
      LOCK.unlock();
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
