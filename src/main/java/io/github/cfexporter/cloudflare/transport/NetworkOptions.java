package io.github.cfexporter.cloudflare.transport;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * What the network between here and Cloudflare demands.
 *
 * @param proxy asked for a tunnel to the API; then no name is looked up here
 * @param trust whose certificates are believed, if not those that Java trusts
 * @param connect how long making a connection may take
 * @param request how long the caller waits for an answer
 */
public record NetworkOptions(
    Optional<ProxyOptions> proxy,
    Optional<TrustOptions> trust,
    Duration connect,
    Duration request) {

  /** No proxy, Java's authorities, and the usual patience. */
  public static NetworkOptions usual() {
    return new NetworkOptions(
        Optional.empty(), Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  HttpClientOptions applyTo(HttpClientOptions options) {
    proxy.ifPresent(options::setProxyOptions);
    trust.ifPresent(options::setTrustOptions);
    return options;
  }

  /** How long a connection may be silent after its caller has long given up. */
  Duration silence() {
    return request.multipliedBy(3);
  }
}
