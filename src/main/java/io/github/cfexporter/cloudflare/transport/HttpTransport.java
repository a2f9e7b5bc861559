package io.github.cfexporter.cloudflare.transport;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
   * @param bytes largest body, as received, together with what it is expanded to
   */
  record Bounds(Duration connect, Duration silence, int bytes) {
    static final Bounds USUAL = new Bounds(
        Duration.ofSeconds(5),
        Duration.ofSeconds(90),
        AnswerMemory.largestAnswer(Runtime.getRuntime().maxMemory()));
  }

  /** The secret travels to no other host. */
  private static final WebClientOptions NO_REDIRECTS =
      new WebClientOptions().setFollowRedirects(false).setUserAgentEnabled(false);

  private static final String BEARER = "Bearer ";

  /** HTTP/2's code for "no longer wanted", RFC 9113 section 7; HTTP/1.1 closes the connection. */
  static final long CANCEL = 8;

  private final Vertx vertx;
  private final HttpClientAgent connections;
  private final WebClient client;
  private final BaseUrl base;
  private final Function<String, Map<String, String>> authorization;
  private final String agent;
  private final Bounds bounds;
  private final AnswerMemory memory;
  private final Addresses addresses;
  private final Optional<ProxyOptions> proxy;

  /**
   * Speaks with several credentials.
   *
   * @param base such as {@code https://api.cloudflare.com/client/v4}
   * @param authorization headers that authorize a call, by the id of its credential; empty when that
   *     is not known any more
   */
  public HttpTransport(
      Vertx vertx,
      URI base,
      Function<String, Map<String, String>> authorization,
      String version,
      NetworkOptions network) {
    this(
        vertx,
        base,
        authorization,
        version,
        new Bounds(network.connect(), network.silence(), Bounds.USUAL.bytes()),
        InetAddress::getAllByName,
        AnswerMemory.ofHeap(),
        network::applyTo);
  }

  /** The same, where the network demands nothing. */
  public HttpTransport(
      Vertx vertx, URI base, Function<String, Map<String, String>> authorization, String version) {
    this(vertx, base, authorization, version, NetworkOptions.usual());
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
    HttpClientOptions options = tuning.apply(ConnectionOptions.of(this.base, bounds.connect()));
    this.proxy = Optional.ofNullable(options.getProxyOptions());
    this.connections = vertx.createHttpClient(options, ConnectionOptions.pool());
    this.client = ((WebClientInternal) WebClient.wrap(connections, NO_REDIRECTS))
        .addInterceptor(HttpTransport::tellConnected);
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
    AnswerBody answer = new AnswerBody(memory.lease(), bounds.bytes(), pending, context);
    return attempt(call, options(call, headers), answer)
        .recover(cause -> Future.failedFuture(answer.causeOf(cause)))
        .compose(answer::reply)
        .onFailure(cause -> answer.close())
        .recover(cause -> Future.failedFuture(ConnectionFailure.of(
            cause, base.host(), proxy.map(asked -> asked.getHost() + ":" + asked.getPort()))));
  }

  /** A proxy is told the name, which may be unknown on this side of it. */
  private Future<HttpResponse<ReceivedBytes>> attempt(
      Call call, RequestOptions options, AnswerBody answer) {
    return proxy.isPresent()
        ? send(call, client.request(options).as(answer.forAttempt(() -> {})))
        : addresses.inOrder().compose(all -> send(call, options, answer, all, 0));
  }

  private static Future<HttpResponse<ReceivedBytes>> send(
      Call call, HttpRequest<ReceivedBytes> request) {
    return call.body().length() == 0 ? request.send() : request.sendBuffer(call.body());
  }

  /** Tries one address after the other; nothing is sent before one has let us in. */
  private Future<HttpResponse<ReceivedBytes>> send(
      Call call, RequestOptions options, AnswerBody answer, List<InetAddress> all, int number) {
    InetAddress address = all.get(number);
    HttpRequest<ReceivedBytes> request = client
        .request(new RequestOptions(options).setServer(server(address)))
        .as(answer.forAttempt(() -> addresses.works(address)));
    return send(call, request)
        .recover(cause -> answer.isConnected() || number + 1 == all.size()
            ? Future.failedFuture(cause)
            : send(call, options, answer, all, number + 1)
                .recover(last -> Future.failedFuture(answer.isConnected() ? last : cause)));
  }

  private SocketAddress server(InetAddress address) {
    String literal = address.getHostAddress();
    // as in a URL: Vert.x takes the colons of a bare IPv6 address for a port
    String host = address instanceof Inet6Address ? "[" + literal + "]" : literal;
    return SocketAddress.inetSocketAddress(base.port(), host);
  }

  public Future<Void> close() {
    return connections.close();
  }

  /** The only way to the request that is being sent, which is cut off when its answer is too large. */
  private static void tellConnected(HttpContext<?> sending) {
    if (sending.phase() == ClientPhase.SEND_REQUEST) {
      ((AnswerBody) sending.request().bodyCodec()).connected(sending.clientRequest());
    }
    sending.next();
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
}
