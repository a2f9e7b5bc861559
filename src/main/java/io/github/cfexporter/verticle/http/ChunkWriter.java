package io.github.cfexporter.verticle.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Iterator;
import java.util.List;

/**
 * Writes chunks while the client keeps up and waits for it when it does not, so that one slow
 * client holds a few chunks in memory and not a whole answer.
 */
final class ChunkWriter {
  /** Held in memory for each client; Netty's own 64 KB would mean a wait after every chunk. */
  private static final int QUEUE_BYTES = 512 * 1024;

  private final Iterator<byte[]> chunks;
  private final HttpServerResponse response;

  ChunkWriter(List<byte[]> chunks, HttpServerResponse response) {
    this.chunks = chunks.iterator();
    this.response = response.setWriteQueueMaxSize(QUEUE_BYTES);
  }

  /** A client that goes away is never drained, and the rest is forgotten with its connection. */
  void write() {
    while (chunks.hasNext()) {
      if (response.writeQueueFull()) {
        response.drainHandler(drained -> write());
        return;
      }
      response.write(BufferInternal.buffer(Unpooled.wrappedBuffer(chunks.next())));
    }
    response.end();
  }
}
