package io.github.cfexporter.cloudflare;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Speaks HTTP to Cloudflare: HTTP/2 over TLS, HTTP/1.1 otherwise, connections kept and answers
 * compressed. The token is read anew for every request and goes nowhere but into its header.
 */
public final class HttpTransport implements Transport {
  /**
   * What a request may take.
   *
   * @param silence how long a started request may go without a byte; the caller's own timeout is
   *     shorter, this one frees the connection that the caller no longer waits for
   * @param bytes largest body, after decompression
   */
  record Bounds(Duration connect, Duration silence, int bytes) {
    static final Bounds USUAL = new Bounds(Duration.ofSeconds(5), Duration.ofSeconds(90), 64 << 20);
  }

  /**
   * As many as a whole GraphQL budget: a call that has its permit leaves at once. If it waited here
   * for a connection, it could leave together with those of the next five minutes.
   */
  private static final int CONNECTIONS = 300;

  /** Each carries a hundred requests and more at a time. */
  private static final int MULTIPLEXED_CONNECTIONS = 4;

  /** HTTP/2's code for "no longer wanted", RFC 9113 section 7; HTTP/1.1 closes the connection. */
  private static final long CANCEL = 8;

  private final HttpClientAgent client;
  private final URI base;
  private final Supplier<String> token;
  private final String agent;
  private final Bounds bounds;

  /** @param base such as {@code https://api.cloudflare.com/client/v4} */
  public HttpTransport(Vertx vertx, URI base, Supplier<String> token, String version) {
    this(vertx, base, token, version, Bounds.USUAL);
  }

  HttpTransport(Vertx vertx, URI base, Supplier<String> token, String version, Bounds bounds) {
    this.base = base;
    this.token = token;
    this.agent = "cloudflare-exporter/" + version;
    this.bounds = bounds;
    this.client = vertx.createHttpClient(
        options(),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setHttp2MaxSize(MULTIPLEXED_CONNECTIONS));
  }

  @Override
  public Future<Reply> send(Call call) {
    String bearer = token.get().strip();
    if (!isHeaderSafe(bearer)) {
      return Future.failedFuture(CloudflareException.unanswered(
          new Refusal.AuthFailed(), "the API token is empty or no HTTP header can hold it", null));
    }
    return client
        .request(options(call, bearer))
        .compose(request -> request.send(call.body()).compose(reply -> read(request, reply)))
        .recover(cause -> Future.failedFuture(explain(cause)));
  }

  public Future<Void> close() {
    return client.close();
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setProtocolVersion(isSecure() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
        .setUseAlpn(isSecure())
        .setKeepAlive(true)
        .setDecompressionSupported(true)
        .setConnectTimeout((int) bounds.connect().toMillis());
  }

  private RequestOptions options(Call call, String bearer) {
    RequestOptions options = new RequestOptions()
        .setMethod(call.method())
        .setHost(base.getHost())
        .setPort(port())
        .setSsl(isSecure())
        .setURI(path() + call.pathAndQuery())
        .setConnectTimeout(bounds.connect().toMillis())
        .setIdleTimeout(bounds.silence().toMillis());
    call.headers().forEach((name, value) -> options.putHeader(name, value));
    return options
        .putHeader("Accept", "application/json")
        .putHeader("User-Agent", agent)
        .putHeader("Authorization", "Bearer " + bearer);
  }

  private Future<Reply> read(HttpClientRequest request, HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    response.handler(bytes -> {
      if (body.length() + bytes.length() > bounds.bytes()) {
        response.handler(null);
        request.reset(CANCEL, tooLarge());
      } else {
        body.appendBuffer(bytes);
      }
    });
    return response.end().map(end -> new Reply(response.statusCode(), response.headers(), body));
  }

  private boolean isSecure() {
    return "https".equalsIgnoreCase(base.getScheme());
  }

  private int port() {
    int usual = isSecure() ? 443 : 80;
    return base.getPort() < 0 ? usual : base.getPort();
  }

  private String path() {
    String path = base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isHeaderSafe(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private CloudflareException tooLarge() {
    return CloudflareException.unanswered(
        new Refusal.TooLarge(),
        "the answer is larger than the " + bounds.bytes() + " bytes that this exporter takes",
        null);
  }

  private static CloudflareException explain(Throwable cause) {
    if (cause instanceof CloudflareException known) {
      return known;
    }
    if (cause.getCause() instanceof CloudflareException known) {
      return known; // a reset wraps its reason
    }
    boolean late = cause instanceof ConnectTimeoutException || cause instanceof TimeoutException;
    return CloudflareException.unanswered(
        late ? new Refusal.TimedOut() : new Refusal.Temporary(Duration.ZERO),
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        cause);
  }
}
