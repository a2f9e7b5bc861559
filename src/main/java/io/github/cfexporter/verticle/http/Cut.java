package io.github.cfexporter.verticle.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.Future;

/** Ends connections of clients that are too slow. */
final class Cut {

  /** Ends a connection at once: Vert.x's own way waits until the client has read what is queued. */
  static void off(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      Future<?> unused = server.channelHandlerContext().channel().close();
    } else {
      connection.close();
    }
  }

  private Cut() {}
}
