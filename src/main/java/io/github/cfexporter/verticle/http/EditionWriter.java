package io.github.cfexporter.verticle.http;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Iterator;

/** Writes an edition while the client keeps up, waits for it when it does not, then releases it. */
final class EditionWriter {
  /** Some blocks; Netty's own 64 KB would mean a wait after every block. */
  private static final int QUEUE_BYTES = 2 * 1024 * 1024;

  private final Edition edition;
  private final Iterator<ByteBuf> blocks;
  private final HttpServerResponse response;
  private boolean released;

  EditionWriter(Edition edition, HttpServerResponse response) {
    this.edition = edition;
    this.blocks = edition.blocks().iterator();
    this.response = response.setWriteQueueMaxSize(QUEUE_BYTES);
  }

  /** The memory must not be freed before it has been sent, nor be kept for a client that is gone. */
  void write() {
    response.closeHandler(gone -> release());
    writeBlocks();
  }

  private void writeBlocks() {
    while (!released && blocks.hasNext()) {
      if (response.writeQueueFull()) {
        response.drainHandler(drained -> writeBlocks());
        return;
      }
      response.write(BufferInternal.buffer(blocks.next().duplicate()));
    }
    if (!released) {
      response.end().onComplete(sent -> release());
    }
  }

  private void release() {
    if (!released) {
      released = true;
      edition.release();
    }
  }
}
