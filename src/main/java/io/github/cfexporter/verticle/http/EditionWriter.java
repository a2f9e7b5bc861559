package io.github.cfexporter.verticle.http;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes an edition while the client keeps up, waits for it when it does not, then releases it. A client
 * that reads as fast as we write would have the event loop to itself until its last byte, so everybody
 * else gets a turn after each megabyte or so.
 */
final class EditionWriter {
  /** Some blocks; Netty's own 64 KB would mean a wait after every block. */
  private static final int QUEUE_BYTES = 2 * 1024 * 1024;

  /** Takes less than a millisecond; smaller ones would cost throughput. */
  private static final int TURN_BYTES = 1024 * 1024;

  private final Edition edition;
  private final Iterator<ByteBuf> blocks;
  private final HttpServerResponse response;
  private final ContextInternal context;
  private boolean released;

  /** @param context of the connection */
  EditionWriter(Edition edition, HttpServerResponse response, ContextInternal context) {
    this.edition = edition;
    this.blocks = edition.blocks().iterator();
    this.response = response.setWriteQueueMaxSize(QUEUE_BYTES);
    this.context = context;
  }

  /** The memory must not be freed before it has been sent, nor be kept for a client that is gone. */
  void write() {
    response.closeHandler(gone -> release());
    takeTurn();
  }

  private void takeTurn() {
    int written = 0;
    while (!released && blocks.hasNext() && written < TURN_BYTES && !response.writeQueueFull()) {
      ByteBuf block = blocks.next().duplicate();
      written += block.readableBytes();
      response.write(BufferInternal.buffer(block));
    }
    if (released) {
      return;
    }
    if (!blocks.hasNext()) {
      response.end().onComplete(sent -> release());
    } else if (response.writeQueueFull()) {
      response.drainHandler(drained -> nextTurn());
    } else {
      nextTurn();
    }
  }

  /** As a timer that is due: tasks that follow each other could keep I/O waiting for a second. */
  private void nextTurn() {
    Future<?> unused = context
        .nettyEventLoop()
        .schedule(() -> context.emit(turn -> takeTurn()), 0, TimeUnit.NANOSECONDS);
  }

  private void release() {
    if (!released) {
      released = true;
      edition.release();
    }
  }
}
