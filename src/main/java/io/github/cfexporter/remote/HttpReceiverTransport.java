package io.github.cfexporter.remote;

import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Posts to a receiver over HTTP. Redirects are not followed: secrets go nowhere else. */
public final class HttpReceiverTransport implements ReceiverTransport {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;

  /** Characters of an answer that are worth a log line. */
  private static final int MOST_TEXT = 300;

  private final HttpClient client;
  private final URI url;

  /** @param authorities PEM file of those who may sign for the receiver, in place of Java's */
  public HttpReceiverTransport(Vertx vertx, URI url, Optional<Path> authorities) {
    this.url = url;
    HttpClientOptions options =
        new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAlive(true);
    authorities.ifPresent(
        file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.client = vertx.createHttpClient(
        options, new PoolOptions().setHttp1MaxSize(ReceiverVerticle.MOST_TOGETHER));
  }

  /** How each receiver is reached, by its URL, as the settings say. */
  public static Function<String, ReceiverTransport> of(NodeContext node) {
    return url -> new HttpReceiverTransport(
        node.vertx(), URI.create(url), node.settings().get().get(RemoteWriteSettings.CA_FILE));
  }

  @Override
  public Future<ReceiverReply> post(Map<String, String> headers, Buffer body) {
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setAbsoluteURI(url.toString())
        .setFollowRedirects(false)
        .setTimeout(ANSWER_MILLIS);
    headers.forEach(options::putHeader);
    return client
        .request(options)
        .compose(request -> request.send(body))
        .compose(HttpReceiverTransport::reply);
  }

  private static Future<ReceiverReply> reply(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new ReceiverReply(response.statusCode(), response.headers(), text(body)));
  }

  private static String text(Buffer body) {
    String text = body.getString(0, Math.min(body.length(), MOST_TEXT));
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  @Override
  public void close() {
    client.close();
  }
}
