package io.github.cfexporter.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.Future;

/** Ends connections of clients that are too slow. */
final class ConnectionCloser {

  /**
   * Ends a connection at once. Vert.x, whether asked itself or by its handler in the pipeline, waits
   * until the client has read what is queued, so the close begins behind that handler.
   */
  static void off(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      Future<?> unused = server.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  private ConnectionCloser() {}
}
