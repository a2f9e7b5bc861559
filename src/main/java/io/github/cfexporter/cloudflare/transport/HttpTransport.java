package io.github.cfexporter.cloudflare.transport;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Speaks HTTP to Cloudflare: HTTP/2 over TLS, HTTP/1.1 otherwise, connections kept and answers
 * compressed. The secret is read anew for every request and goes nowhere but into its header.
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
    static final Bounds USUAL = new Bounds(
        Duration.ofSeconds(5),
        Duration.ofSeconds(90),
        AnswerMemory.largestAnswer(Runtime.getRuntime().maxMemory()));
  }

  /**
   * As many as a whole GraphQL budget: a call that has its permit leaves at once. If it waited here
   * for a connection, it could leave together with those of the next five minutes.
   */
  private static final int CONNECTIONS = 300;

  /** Each carries a hundred requests and more at a time. */
  private static final int MULTIPLEXED_CONNECTIONS = 4;

  private static final int MULTIPLEXED_CALLS = 100;

  /**
   * Bytes on their way on one connection. Those of an answer that waits for memory count until it goes
   * on, and it keeps a whole window of its own, RFC 9113 section 6.9.2; with the connection's usual
   * one, which is no larger, the others would wait for it, and it for them.
   */
  private static final int CONNECTION_WINDOW = (MULTIPLEXED_CALLS + 1) * 65_535;

  private static final String BEARER = "Bearer ";

  /** HTTP/2's code for "no longer wanted", RFC 9113 section 7; HTTP/1.1 closes the connection. */
  static final long CANCEL = 8;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final BaseUrl base;
  private final Function<String, Map<String, String>> authorization;
  private final String agent;
  private final Bounds bounds;
  private final AnswerMemory memory;
  private final Addresses addresses;

  /**
   * Speaks with several credentials.
   *
   * @param base such as {@code https://api.cloudflare.com/client/v4}
   * @param authorization headers that authorize a call, by the id of its credential; empty when that
   *     is not known any more
   */
  public HttpTransport(
      Vertx vertx, URI base, Function<String, Map<String, String>> authorization, String version) {
    this(
        vertx,
        base,
        authorization,
        version,
        Bounds.USUAL,
        InetAddress::getAllByName,
        AnswerMemory.ofHeap(),
        UnaryOperator.identity());
  }

  HttpTransport(Vertx vertx, URI base, Supplier<String> token, String version, Bounds bounds) {
    this(vertx, base, token, version, bounds, InetAddress::getAllByName);
  }

  HttpTransport(
      Vertx vertx,
      URI base,
      Supplier<String> token,
      String version,
      Bounds bounds,
      Addresses.Resolver resolver) {
    this(
        vertx,
        base,
        credential -> Map.of("Authorization", BEARER + token.get().strip()),
        version,
        bounds,
        resolver,
        AnswerMemory.ofHeap(),
        UnaryOperator.identity());
  }

  /** @param tuning changes how connections are made */
  HttpTransport(
      Vertx vertx,
      URI base,
      Function<String, Map<String, String>> authorization,
      String version,
      Bounds bounds,
      Addresses.Resolver resolver,
      AnswerMemory memory,
      UnaryOperator<HttpClientOptions> tuning) {
    this.vertx = vertx;
    this.memory = memory;
    this.base = new BaseUrl(base);
    this.authorization = authorization;
    this.agent = "cloudflare-exporter/" + version;
    this.bounds = bounds;
    this.addresses = new Addresses(vertx, base.getHost(), resolver);
    this.client = vertx.createHttpClient(
        tuning.apply(options()),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setHttp2MaxSize(MULTIPLEXED_CONNECTIONS));
  }

  @Override
  public Future<Reply> send(Call call) {
    return send(call, new PendingAnswer(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())));
  }

  @Override
  public Future<Reply> send(Call call, PendingAnswer pending) {
    Map<String, String> headers = authorization.apply(call.credential());
    if (headers.isEmpty()) {
      return Future.failedFuture(CloudflareException.unanswered(
          new Refusal.AuthFailed(), "the credential is no longer configured", null));
    }
    if (!headers.values().stream().allMatch(HttpTransport::isHeaderSafe)) {
      return Future.failedFuture(CloudflareException.unanswered(
          new Refusal.AuthFailed(), "the API token is empty or no HTTP header can hold it", null));
    }
    Context context = vertx.getOrCreateContext();
    return connect(options(call, headers))
        .compose(request -> {
          pending.onCancel(() -> request.reset(CANCEL));
          AnswerBody body =
              new AnswerBody(request, memory.lease(), bounds.bytes(), pending, context);
          return request.send(call.body()).compose(body::receive);
        })
        .recover(cause -> Future.failedFuture(explain(cause)));
  }

  /** Tries one address after the other; nothing is sent before one has let us in. */
  private Future<HttpClientRequest> connect(RequestOptions options) {
    return addresses.inOrder().compose(all -> connect(options, all, 0));
  }

  private Future<HttpClientRequest> connect(
      RequestOptions options, List<InetAddress> all, int number) {
    InetAddress address = all.get(number);
    String literal = address.getHostAddress();
    // as in a URL: Vert.x takes the colons of a bare IPv6 address for a port
    String host = address instanceof Inet6Address ? "[" + literal + "]" : literal;
    SocketAddress server = SocketAddress.inetSocketAddress(base.port(), host);
    return client
        .request(new RequestOptions(options).setServer(server))
        .onSuccess(request -> addresses.works(address))
        .recover(cause -> number + 1 < all.size()
            ? connect(options, all, number + 1).recover(last -> Future.failedFuture(cause))
            : Future.failedFuture(cause));
  }

  public Future<Void> close() {
    return client.close();
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setProtocolVersion(base.isSecure() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
        .setUseAlpn(base.isSecure())
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setHttp2MultiplexingLimit(MULTIPLEXED_CALLS)
        .setKeepAlive(true)
        .setConnectTimeout((int) bounds.connect().toMillis());
  }

  private RequestOptions options(Call call, Map<String, String> headers) {
    RequestOptions options = new RequestOptions()
        .setMethod(call.method())
        .setHost(base.host())
        .setPort(base.port())
        .setSsl(base.isSecure())
        .setURI(base.path() + call.pathAndQuery())
        .setConnectTimeout(bounds.connect().toMillis())
        .setIdleTimeout(bounds.silence().toMillis());
    call.headers().forEach((name, value) -> options.putHeader(name, value));
    headers.forEach((name, value) -> options.putHeader(name, value));
    return options
        .putHeader("Accept", "application/json")
        .putHeader("Accept-Encoding", "gzip")
        .putHeader("User-Agent", agent);
  }

  private static boolean isHeaderSafe(String value) {
    String text = value.startsWith(BEARER) ? value.substring(BEARER.length()) : value;
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private CloudflareException explain(Throwable cause) {
    if (cause instanceof CloudflareException known) {
      return known;
    }
    if (cause.getCause() instanceof CloudflareException known) {
      return known; // a reset wraps its reason
    }
    boolean late = cause instanceof ConnectTimeoutException || cause instanceof TimeoutException;
    return CloudflareException.unanswered(
        late ? new Refusal.TimedOut() : new Refusal.Temporary(Duration.ZERO),
        ConnectionFailure.explain(cause, base.host()),
        cause);
  }
}
