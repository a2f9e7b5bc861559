package io.github.cfexporter.http;

import io.github.cfexporter.http.access.OncePerMinute;
import io.github.cfexporter.report.Refused;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of one server. There are never more than a limit: a new one takes the place
 * of the one that has been idle longest, so that whoever asks at once, such as a health check, gets
 * an answer however many others keep connections open. Touched by the server's event loop alone.
 */
final class Connections {
  private static final Logger logger = LoggerFactory.getLogger(Connections.class);
  private static final long SWEEP_MILLIS = 1_000;

  private final HttpLimits limits;
  private final LongSupplier millis;
  private final Refused refused;
  private final OncePerMinute crowded;

  /** The one whose last answer is longest ago comes first. */
  private final Map<HttpConnection, State> open = new LinkedHashMap<>();

  /**
   * Of one connection.
   *
   * @param running requests; HTTP/2 has several at a time
   * @param since when it was opened, or its last request began or ended, by {@code millis}
   */
  private record State(boolean served, int running, long since) {
    boolean busy() {
      return running > 0;
    }
  }

  Connections(HttpLimits limits, LongSupplier millis, Refused refused) {
    this.limits = limits;
    this.millis = millis;
    this.refused = refused;
    this.crowded = new OncePerMinute(millis);
  }

  /** Closes connections on which nothing happens, from now on. */
  void watch(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, tick -> closeOverdue());
  }

  void opened(HttpConnection connection) {
    open.put(connection, new State(false, 0, millis.getAsLong()));
    connection.closeHandler(closed -> open.remove(connection));
    if (open.size() > limits.connections()) {
      makeRoom(connection);
    }
  }

  /** A request has come; the connection is busy until its answer has ended. */
  void serve(RoutingContext request) {
    HttpConnection connection = request.request().connection();
    note(connection, 1);
    request.addEndHandler(ended -> note(connection, -1));
    request.next();
  }

  int count() {
    return open.size();
  }

  private void note(HttpConnection connection, int more) {
    State before = open.remove(connection);
    if (before != null) {
      open.put(connection, new State(true, before.running() + more, millis.getAsLong()));
    }
  }

  private void makeRoom(HttpConnection newcomer) {
    Optional<HttpConnection> idlest = open.entrySet().stream()
        .filter(entry -> !entry.getValue().busy())
        .map(Map.Entry::getKey)
        .findFirst();
    refused.count(Refused.Reason.CONNECTIONS);
    crowded
        .happened()
        .ifPresent(times -> logger.warn(
            "too many HTTP connections, the idlest are closed: limit={} closed={}",
            limits.connections(),
            times));
    close(idlest.orElse(newcomer));
  }

  private void closeOverdue() {
    long now = millis.getAsLong();
    List<HttpConnection> overdue = open.entrySet().stream()
        .filter(entry -> now - entry.getValue().since() > patience(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
    overdue.forEach(connection -> {
      State state = open.get(connection);
      if (state.busy() || !state.served()) {
        refused.count(Refused.Reason.SLOW);
      }
      close(connection);
    });
  }

  private long patience(State state) {
    if (state.busy()) {
      return limits.request().toMillis();
    }
    return (state.served() ? limits.idle() : limits.header()).toMillis();
  }

  private void close(HttpConnection connection) {
    open.remove(connection);
    ConnectionCloser.off(connection);
  }
}
