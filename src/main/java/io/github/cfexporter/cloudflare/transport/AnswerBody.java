package io.github.cfexporter.cloudflare.transport;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.io.IOException;

/**
 * The body of one answer: received as memory allows, and up to a bound. It is expanded here and not by
 * Vert.x, which does not stop in the middle of what it has received: a hundred kilobytes may be a
 * hundred megabytes.
 */
final class AnswerBody implements BodyCodec<ReceivedBytes>, BodyStream<ReceivedBytes> {
  /** A server gives up a client that takes nothing for so long, at the earliest. */
  private static final long SERVER_PATIENCE_MILLIS = 5_000;

  private final AnswerMemory.Lease lease;
  private final int mostBytes;
  private final PendingAnswer pending;
  private final Context context;
  private final Promise<ReceivedBytes> whole = Promise.promise();

  private ReceivedBytes received = new ReceivedBytes();
  private Runnable whenConnected = () -> {};
  private HttpClientRequest request;
  private boolean mayGoOn = true;

  /**
   * A body that is still to come.
   *
   * @param mostBytes as received, together with what it is expanded to
   * @param context of the caller
   */
  AnswerBody(AnswerMemory.Lease lease, int mostBytes, PendingAnswer pending, Context context) {
    this.lease = lease;
    this.mostBytes = mostBytes;
    this.pending = pending;
    this.context = context;
  }

  /** @param callback for the moment when there is a connection, before anything is sent over it */
  AnswerBody forAttempt(Runnable callback) {
    whenConnected = callback;
    return this;
  }

  void connected(HttpClientRequest sending) {
    request = sending;
    whenConnected.run();
    pending.onCancel(() -> sending.reset(HttpTransport.CANCEL));
  }

  /** Whether the request may have been sent. */
  boolean isConnected() {
    return request != null;
  }

  @Override
  public BodyStream<ReceivedBytes> stream() {
    return this;
  }

  /** All that arrived, as it was sent. */
  @Override
  public Future<ReceivedBytes> result() {
    return whole.future();
  }

  /** Fails with {@link Refusal.TooLarge} past the bound, and cuts the answer off. */
  @Override
  public Future<Void> write(Buffer bytes) {
    mayGoOn = lease.take(bytes.length());
    if (received.length() + bytes.length() > mostBytes) {
      received.free();
      CloudflareException tooLarge = tooLarge(mostBytes);
      request.reset(HttpTransport.CANCEL, tooLarge);
      return Future.failedFuture(tooLarge);
    }
    received.add(((BufferInternal) bytes).getByteBuf());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    whole.tryComplete(received);
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable broken) {
    whole.tryFail(broken);
  }

  @Override
  public boolean writeQueueFull() {
    return !mayGoOn;
  }

  @Override
  public AnswerBody drainHandler(Handler<Void> handler) {
    if (handler != null && !mayGoOn) {
      whenFree(() -> {
        mayGoOn = true;
        handler.handle(null);
      });
    }
    return this;
  }

  @Override
  public AnswerBody exceptionHandler(Handler<Throwable> handler) {
    return this; // writing fails through its future
  }

  @Override
  public AnswerBody setWriteQueueMaxSize(int ignored) {
    return this; // bounded by the memory for all answers
  }

  /** What it took to hold the answer is not Cloudflare's fault. */
  Throwable causeOf(Throwable broken) {
    return pending.heldMillis() >= SERVER_PATIENCE_MILLIS ? noRoom(broken) : broken;
  }

  /** The reply with its body expanded; it holds memory until it is closed. */
  Future<Reply> reply(HttpResponse<ReceivedBytes> response) {
    return (isCompressed(response) ? expand() : Future.succeededFuture(received)).map(bytes -> {
      received = bytes;
      Buffer body = BufferInternal.buffer(bytes.whole());
      return new Reply(response.statusCode(), response.headers(), body, this::close);
    });
  }

  private void whenFree(Runnable next) {
    pending.hold();
    lease.whenFree(() -> {
      pending.resume();
      next.run();
    });
  }

  private static boolean isCompressed(HttpResponse<?> response) {
    String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  /** Gives back all memory; doing so again changes nothing. */
  void close() {
    received.free();
    lease.close();
  }

  private Future<ReceivedBytes> expand() {
    Expansion expansion = new Expansion(received, lease, mostBytes);
    return expand(expansion)
        .onComplete(done -> expansion.close())
        .onFailure(broken -> expansion.bytes().free())
        .recover(broken -> Future.failedFuture(
            broken instanceof IOException
                ? CloudflareException.unanswered(
                    new Refusal.Unreadable(), "the answer is not gzip or broke off", broken)
                : broken));
  }

  /** Beside the event loop, one answer after the other, each as far as there is memory for it. */
  private Future<ReceivedBytes> expand(Expansion expansion) {
    Promise<Void> free = Promise.promise();
    whenFree(free::complete);
    return free.future()
        .compose(now -> context.executeBlocking(expansion::goOn, true))
        .compose(
            isWhole -> isWhole ? Future.succeededFuture(expansion.bytes()) : expand(expansion));
  }

  static CloudflareException tooLarge(int mostBytes) {
    return CloudflareException.unanswered(
        new Refusal.TooLarge(),
        "the answer is larger than the " + mostBytes + " bytes that this exporter takes",
        null);
  }

  /** Whoever was kept waiting by us for too long had no choice; asked for less, it may fit. */
  private static CloudflareException noRoom(Throwable cause) {
    return CloudflareException.unanswered(
        new Refusal.TooLarge(),
        "the connection ended after the answer waited for memory of this exporter",
        cause);
  }
}
