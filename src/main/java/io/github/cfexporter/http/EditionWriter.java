package io.github.cfexporter.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes an edition while the client keeps up, waits for it when it does not, then releases it. A client
 * that reads as fast as we write would have the event loop to itself until its last byte, so everybody
 * else gets a turn after each megabyte or so.
 */
final class EditionWriter {
  /** Some blocks; Netty's own 64 KB would mean a wait after every block. */
  private static final int QUEUE_BYTES = 2 * 1024 * 1024;

  /** The same where they are copies: half of the heap that is counted for a connection. */
  private static final int QUEUE_BYTES_OF_COPIES = 128 * 1024;

  private static final int COPY_BYTES = 32 * 1024;

  /** Takes less than a millisecond; smaller ones would cost throughput. */
  private static final int TURN_BYTES = 1024 * 1024;

  private final Edition edition;
  private final Iterator<ByteBuf> blocks;
  private final boolean copies;
  private final HttpServerResponse response;
  private final ContextInternal context;
  private final long stallMillis;
  private Consumer<Boolean> whenOver = isWhole -> {};
  private long deadline = -1;
  private boolean released;

  /**
   * One answer. What waits to be encrypted, or for a window of HTTP/2, may be read after the client has
   * been given up and the edition's memory freed; it must be a copy.
   *
   * @param context of the connection
   * @param secure whether the connection is TLS
   * @param stallMillis how long to wait for a client that takes nothing
   */
  EditionWriter(
      Edition edition,
      HttpServerResponse response,
      ContextInternal context,
      boolean secure,
      long stallMillis) {
    this.edition = edition;
    this.copies = secure;
    this.blocks = secure
        ? edition.blocks().stream().flatMap(EditionWriter::slices).iterator()
        : edition.blocks().iterator();
    this.response = response.setWriteQueueMaxSize(secure ? QUEUE_BYTES_OF_COPIES : QUEUE_BYTES);
    this.context = context;
    this.stallMillis = stallMillis;
  }

  Edition edition() {
    return edition;
  }

  /** The memory must not be freed before it has been sent, nor be kept for a client that is gone. */
  void write() {
    write(isWhole -> {});
  }

  /** @param whenOver called once, with whether the client was not cut off by us */
  void write(Consumer<Boolean> whenOver) {
    this.whenOver = whenOver;
    response.closeHandler(gone -> release(true));
    takeTurn();
  }

  /** Gives the client up. */
  void cut() {
    release(false);
  }

  private void takeTurn() {
    int written = 0;
    while (!released && blocks.hasNext() && written < TURN_BYTES && !response.writeQueueFull()) {
      ByteBuf next = blocks.next();
      ByteBuf block = copies ? copy(next) : next.duplicate();
      written += block.readableBytes();
      response.write(BufferInternal.buffer(block));
    }
    if (released) {
      return;
    }
    if (!blocks.hasNext()) {
      expectProgress();
      response.end().onComplete(sent -> release(true));
    } else if (response.writeQueueFull()) {
      expectProgress();
      response.drainHandler(drained -> {
        cancelDeadline();
        nextTurn();
      });
    } else {
      nextTurn();
    }
  }

  private static Stream<ByteBuf> slices(ByteBuf block) {
    int first = block.readerIndex();
    return IntStream.iterate(0, at -> at < block.readableBytes(), at -> at + COPY_BYTES)
        .mapToObj(at -> block.slice(first + at, Math.min(COPY_BYTES, block.readableBytes() - at)));
  }

  private static ByteBuf copy(ByteBuf block) {
    byte[] bytes = new byte[block.readableBytes()];
    block.getBytes(block.readerIndex(), bytes);
    return Unpooled.wrappedBuffer(bytes);
  }

  /** As a timer that is due: tasks that follow each other could keep I/O waiting for a second. */
  private void nextTurn() {
    Future<?> unused = context
        .nettyEventLoop()
        .schedule(() -> context.emit(turn -> takeTurn()), 0, TimeUnit.NANOSECONDS);
  }

  /** Until the queue is half empty, or the last of it is sent. */
  private void expectProgress() {
    cancelDeadline();
    deadline = context.owner().setTimer(stallMillis, late -> cut());
  }

  private void cancelDeadline() {
    if (deadline >= 0) {
      context.owner().cancelTimer(deadline);
      deadline = -1;
    }
  }

  private void release(boolean isWhole) {
    if (!released) {
      released = true;
      cancelDeadline();
      edition.release();
      whenOver.accept(isWhole);
    }
  }
}
