package io.github.cfexporter.cloudflare.transport;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The body of one answer: received as memory allows, and up to a bound. It is expanded here and not by
 * Vert.x, which does not stop in the middle of what it has received: a hundred kilobytes may be a
 * hundred megabytes.
 */
final class AnswerBody {
  /** Of what is expanded at a time. */
  private static final int PIECE_BYTES = 64 << 10;

  /** A server gives up a client that takes nothing for so long, at the earliest. */
  private static final long SERVER_PATIENCE_MILLIS = 5_000;

  private final HttpClientRequest request;
  private final AnswerMemory.Lease lease;
  private final int mostBytes;
  private final PendingAnswer pending;
  private final Context context;

  private ReceivedBytes received = new ReceivedBytes();

  /**
   * A body that is still to come.
   *
   * @param mostBytes as received, and after decompression
   * @param context of the caller
   */
  AnswerBody(
      HttpClientRequest request,
      AnswerMemory.Lease lease,
      int mostBytes,
      PendingAnswer pending,
      Context context) {
    this.request = request;
    this.lease = lease;
    this.mostBytes = mostBytes;
    this.pending = pending;
    this.context = context;
  }

  /** Fails with {@link Refusal.TooLarge} for bounds of ours, and as the connection does. */
  Future<Reply> receive(HttpClientResponse response) {
    response.handler(bytes -> take(bytes, response));
    return response
        .end()
        .recover(broken -> Future.failedFuture(
            pending.heldMillis() >= SERVER_PATIENCE_MILLIS ? noRoom(broken) : broken))
        .compose(end -> isCompressed(response) ? expand() : Future.succeededFuture(received))
        .map(whole -> reply(response, whole))
        .onFailure(broken -> close());
  }

  private void take(Buffer bytes, HttpClientResponse response) {
    if (!lease.take(bytes.length())) {
      response.pause();
      whenFree(response::resume);
    }
    if (received.length() + bytes.length() > mostBytes) {
      received.free();
      response.handler(null);
      request.reset(HttpTransport.CANCEL, tooLarge());
    } else {
      received.add(((BufferInternal) bytes).getByteBuf());
    }
  }

  private void whenFree(Runnable next) {
    pending.hold();
    lease.whenFree(() -> {
      pending.resume();
      next.run();
    });
  }

  private static boolean isCompressed(HttpClientResponse response) {
    String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  private Reply reply(HttpClientResponse response, ReceivedBytes bytes) {
    received = bytes;
    Buffer body = BufferInternal.buffer(bytes.whole());
    return new Reply(response.statusCode(), response.headers(), body, this::close);
  }

  /** Gives back all memory; doing so again changes nothing. */
  private void close() {
    received.free();
    lease.close();
  }

  /** Beside the event loop, one answer after the other, when there is memory for it. */
  private Future<ReceivedBytes> expand() {
    Promise<ReceivedBytes> promise = Promise.promise();
    whenFree(() -> context.executeBlocking(this::expanded, true).onComplete(promise));
    return promise.future();
  }

  private ReceivedBytes expanded() {
    ReceivedBytes expanded = new ReceivedBytes();
    boolean isWhole = false;
    try (InputStream in = new GZIPInputStream(received.stream())) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        lease.take(read);
        expanded.add(Unpooled.wrappedBuffer(piece, 0, read));
        if (expanded.length() > mostBytes) {
          throw tooLarge();
        }
      }
      isWhole = true;
    } catch (IOException broken) {
      throw CloudflareException.unanswered(
          new Refusal.Unreadable(), "the answer is not gzip or broke off", broken);
    } finally {
      received.free();
      if (!isWhole) {
        expanded.free();
      }
    }
    return expanded;
  }

  private CloudflareException tooLarge() {
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
