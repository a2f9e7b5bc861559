package io.github.cfexporter.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Takes a text line by line as it arrives, and keeps nothing of it: metrics of a large exporter are
 * tens of megabytes. A line that is too long for a metric's is passed over.
 */
final class LineStream implements WriteStream<Buffer> {
  private static final int LONGEST_LINE = 1_000;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;

  LineStream(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public Future<Void> write(Buffer part) {
    for (byte one : part.getBytes()) {
      if (one == '\n') {
        endLine();
      } else if (line.size() < LONGEST_LINE) {
        line.write(one);
      } else {
        tooLong = true;
      }
    }
    return Future.succeededFuture();
  }

  private void endLine() {
    if (!tooLong) {
      lines.accept(line.toString(UTF_8));
    }
    line.reset();
    tooLong = false;
  }

  @Override
  public Future<Void> end() {
    endLine();
    return Future.succeededFuture();
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public LineStream setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public LineStream drainHandler(Handler<Void> handler) {
    return this;
  }

  @Override
  public LineStream exceptionHandler(Handler<Throwable> handler) {
    return this;
  }
}
