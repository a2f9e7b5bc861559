package io.github.cfexporter.remote;

import io.github.cfexporter.config.AuthorityFile;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Posts to a receiver over HTTP. Redirects are not followed: secrets go nowhere else. */
public final class HttpReceiverTransport implements ReceiverTransport {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final WebClientOptions NO_REDIRECTS =
      new WebClientOptions().setFollowRedirects(false).setUserAgentEnabled(false);

  private final HttpClientAgent connections;
  private final WebClient client;
  private final URI url;
  private final Duration patience;

  /** @param authorities who may sign for the receiver, in place of those whom Java trusts */
  HttpReceiverTransport(Vertx vertx, URI url, Optional<TrustOptions> authorities) {
    this(vertx, url, authorities, ANSWER);
  }

  /** @param patience from the request to the end of its answer */
  HttpReceiverTransport(
      Vertx vertx, URI url, Optional<TrustOptions> authorities, Duration patience) {
    this.url = url;
    this.patience = patience;
    HttpClientOptions options =
        new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis()).setKeepAlive(true);
    authorities.ifPresent(options::setTrustOptions);
    this.connections = vertx.createHttpClient(
        options, new PoolOptions().setHttp1MaxSize(ReceiverVerticle.MOST_TOGETHER));
    this.client = ((WebClientInternal) WebClient.wrap(connections, NO_REDIRECTS))
        .addInterceptor(HttpReceiverTransport::tell);
  }

  /**
   * Whose signatures are believed of receivers, if not those that Java trusts. Blocks.
   *
   * @throws SettingsException if the file that is named holds no certificate
   */
  public static Optional<TrustOptions> authorities(Settings settings) {
    return settings
        .get(RemoteWriteSettings.CA_FILE)
        .map(file -> AuthorityFile.alone(RemoteWriteSettings.CA_FILE, file));
  }

  /** How each receiver is reached, by its URL. */
  public static Function<String, ReceiverTransport> of(
      Vertx vertx, Optional<TrustOptions> authorities) {
    return url -> new HttpReceiverTransport(vertx, URI.create(url), authorities);
  }

  @Override
  public Future<ReceiverReply> post(Map<String, String> headers, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url.toString());
    headers.forEach(options::putHeader);
    ReceiverAnswer answer = new ReceiverAnswer();
    client
        .request(options)
        .as(answer)
        .sendBuffer(body)
        .onSuccess(whole -> answer.complete())
        .onFailure(answer::failed);
    return answer
        .reply()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> answer.cancel());
  }

  /** The only way to the request that is being sent, and to the status of an answer that is cut off. */
  private static void tell(HttpContext<?> context) {
    ReceiverAnswer answer = (ReceiverAnswer) context.request().bodyCodec();
    if (context.phase() == ClientPhase.SEND_REQUEST) {
      answer.sending(context.clientRequest());
      if (answer.isCancelled()) { // while it waited for a connection
        answer.cancel();
        context.fail(new VertxException("the request is no longer wanted", true));
        return;
      }
    } else if (context.phase() == ClientPhase.RECEIVE_RESPONSE) {
      answer.receiving(context.clientResponse());
    }
    context.next();
  }

  @Override
  public void close() {
    connections.close();
  }
}
