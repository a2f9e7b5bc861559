package io.github.cfexporter.http;

import io.github.cfexporter.runtime.StartException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves Prometheus, probes and people. */
public final class HttpVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(HttpVerticle.class);

  /** Vert.x gives each instance its own port for 0, and one to all of them for a negative port. */
  private static final int ANY_SHARED_PORT = -1;

  private final HttpSettings settings;
  private final Server server;
  private final List<HttpServer> servers = new ArrayList<>();
  private volatile int port;

  public HttpVerticle(HttpSettings settings, HttpSources sources) {
    this.settings = settings;
    this.server = new Server(settings, sources);
  }

  /** One address after the other, so that all have the port that is free at the first. */
  @Override
  public Future<?> start() {
    Router router = server.router(vertx);
    Future<?> listening = Future.succeededFuture();
    for (String address : settings.addresses()) {
      listening = listening.compose(before -> listen(address, router));
    }
    return listening.onSuccess(all -> settings.web().onTls(this::changeTls));
  }

  private Future<HttpServer> listen(String address, Router router) {
    int wanted = servers.isEmpty() ? settings.port() : port;
    return vertx
        .createHttpServer(options())
        .connectionHandler(server::opened)
        .requestHandler(router)
        .listen(wanted == 0 ? ANY_SHARED_PORT : wanted, address)
        .onSuccess(opened -> listening(opened, address))
        .recover(cause -> explain(address, cause));
  }

  private Future<?> changeTls(ServerSSLOptions tls) {
    return Future.all(
        servers.stream().map(each -> each.updateSSLOptions(tls, true)).toList());
  }

  private HttpServerOptions options() {
    HttpServerOptions options = new HttpServerOptions()
        .setHttp2ClearTextEnabled(false) // it may send a block when the response is over
        .setUseAlpn(false)
        .setIdleTimeout((int) settings.limits().idle().toSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
    settings.web().tls().ifPresent(tls -> {
      options
          .setSsl(true)
          .setUseAlpn(tls.isUseAlpn())
          .setKeyCertOptions(tls.getKeyCertOptions())
          .setTrustOptions(tls.getTrustOptions())
          .setClientAuth(tls.getClientAuth())
          .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols());
      tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    });
    return options;
  }

  @Override
  public Future<?> stop() {
    server.close();
    return Future.succeededFuture();
  }

  /** The port that is open, also when any free one was asked for. */
  public int port() {
    return port;
  }

  private void listening(HttpServer opened, String address) {
    servers.add(opened);
    port = opened.actualPort();
    logger.info(
        "listening: address={} port={} tls={}",
        address,
        port,
        settings.web().tls().isPresent());
  }

  /** Whatever it is, the operator has to choose another place to listen. */
  private Future<HttpServer> explain(String address, Throwable cause) {
    String where = address + ":" + settings.port();
    return Future.failedFuture(new StartException(
        "cannot listen on " + where + ": " + why(cause) + "; see PORT and LISTEN_ADDRESS", cause));
  }

  private static String why(Throwable cause) {
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "no such host is known";
    }
    String detail = String.valueOf(cause.getMessage());
    if (detail.contains("in use")) {
      return "the port is taken";
    }
    return cause instanceof BindException && detail.contains("assign")
        ? "the address is not one of this machine"
        : detail;
  }
}
