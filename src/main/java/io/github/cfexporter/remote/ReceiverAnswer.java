package io.github.cfexporter.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;

/**
 * The answer to one request. What a receiver says is its status; of the body no more is taken than a
 * line of the log may need, and the rest is cut off.
 */
final class ReceiverAnswer implements BodyCodec<Buffer>, BodyStream<Buffer> {
  /** Bytes. */
  static final int MOST = 16 << 10;

  /** HTTP/2's code for "no longer wanted", RFC 9113 section 7; HTTP/1.1 closes the connection. */
  private static final long CANCEL = 8;

  private final Promise<ReceiverReply> reply = Promise.promise();
  private final Promise<Buffer> whole = Promise.promise();
  private final Buffer beginning = Buffer.buffer();
  private HttpClientRequest request;
  private HttpClientResponse response;

  void sending(HttpClientRequest sent) {
    request = sent;
  }

  /** Whether nobody waits for it any more. */
  boolean isCancelled() {
    return reply.future().failed();
  }

  void receiving(HttpClientResponse received) {
    response = received;
  }

  /** Fails where no answer came, or broke off. */
  Future<ReceiverReply> reply() {
    return reply.future();
  }

  /** No answer is wanted any more: the connection is free for another request. */
  void cancel() {
    reply.tryFail("the answer is no longer wanted");
    if (request != null) {
      request.reset(CANCEL);
    }
  }

  /** All of it came, which its last byte alone does not tell: one that breaks off ends, too. */
  void complete() {
    reply.tryComplete(
        new ReceiverReply(response.statusCode(), response.headers(), beginning.toString(UTF_8)));
  }

  void failed(Throwable cause) {
    reply.tryFail(cause);
  }

  @Override
  public BodyStream<Buffer> stream() {
    return this;
  }

  @Override
  public Future<Buffer> result() {
    return whole.future();
  }

  /** Past the bound the answer is complete as it is, and the writer fails. */
  @Override
  public Future<Void> write(Buffer bytes) {
    int room = MOST - beginning.length();
    beginning.appendBuffer(bytes, 0, Math.min(room, bytes.length()));
    if (bytes.length() <= room) {
      return Future.succeededFuture();
    }
    complete();
    cancel();
    return Future.failedFuture(new VertxException("the rest of the answer is not wanted", true));
  }

  @Override
  public Future<Void> end() {
    whole.tryComplete(beginning);
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable broken) {
    whole.tryFail(broken);
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public ReceiverAnswer drainHandler(Handler<Void> handler) {
    return this; // never full
  }

  @Override
  public ReceiverAnswer exceptionHandler(Handler<Throwable> handler) {
    return this; // writing fails through its future
  }

  @Override
  public ReceiverAnswer setWriteQueueMaxSize(int ignored) {
    return this;
  }
}
