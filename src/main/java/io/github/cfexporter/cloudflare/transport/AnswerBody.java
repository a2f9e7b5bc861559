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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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

  /** As they came, for a large one that grows is copied again and again. */
  private final List<Buffer> pieces = new ArrayList<>();

  private int length;

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
        .compose(end -> isCompressed(response) ? expand() : Future.succeededFuture(whole()))
        .map(body -> new Reply(response.statusCode(), response.headers(), body, lease::close))
        .onFailure(broken -> lease.close());
  }

  private void take(Buffer bytes, HttpClientResponse response) {
    if (!lease.take(bytes.length())) {
      response.pause();
      whenFree(response::resume);
    }
    if (length + bytes.length() > mostBytes) {
      pieces.clear();
      response.handler(null);
      request.reset(HttpTransport.CANCEL, tooLarge());
    } else {
      add(bytes);
    }
  }

  private void add(Buffer bytes) {
    length += bytes.length();
    pieces.add(bytes);
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

  /** Beside the event loop, one answer after the other, when there is memory for it. */
  private Future<Buffer> expand() {
    byte[] compressed = whole().getBytes();
    length = 0;
    Promise<Buffer> promise = Promise.promise();
    whenFree(() -> context.executeBlocking(() -> expanded(compressed), true).onComplete(promise));
    return promise.future();
  }

  private Buffer expanded(byte[] compressed) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      byte[] piece = in.readNBytes(PIECE_BYTES);
      for (; piece.length > 0; piece = in.readNBytes(PIECE_BYTES)) {
        lease.take(piece.length);
        add(Buffer.buffer(piece));
        if (length > mostBytes) {
          throw tooLarge();
        }
      }
      return whole();
    } catch (IOException broken) {
      throw CloudflareException.unanswered(
          new Refusal.Unreadable(), "the answer is not gzip or broke off", broken);
    }
  }

  private Buffer whole() {
    byte[] whole = new byte[length];
    int end = 0;
    for (Buffer piece : pieces) {
      piece.getBytes(whole, end);
      end += piece.length();
    }
    pieces.clear();
    return BufferInternal.buffer(Unpooled.wrappedBuffer(whole));
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
