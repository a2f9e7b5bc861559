package io.github.cfexporter.node;

import io.github.cfexporter.cloudflare.transport.NetworkOptions;
import io.github.cfexporter.config.AuthorityFile;
import io.github.cfexporter.remote.HttpReceiverTransport;
import io.github.cfexporter.remote.ReceiverTransport;
import io.github.cfexporter.settings.NetworkSettings;
import io.github.cfexporter.settings.NoProxy;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.values.ProxyAddress;
import io.github.cfexporter.settings.values.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the settings say of the ways out of this process.
 *
 * @param cloudflare the way to Cloudflare
 * @param authorities whose signatures are believed of receivers, if not those that Java trusts
 */
public record Network(NetworkOptions cloudflare, Optional<TrustOptions> authorities) {

  /**
   * Reads the files of the own authorities, too: blocks.
   *
   * @param base where the API is; only {@code https} goes through a proxy
   * @throws SettingsException if such a file holds no certificate
   */
  public static Network of(Settings settings, URI base) {
    NetworkOptions cloudflare = new NetworkOptions(
        proxy(settings, base),
        settings
            .get(NetworkSettings.CA_FILE)
            .map(file -> AuthorityFile.besideJava(NetworkSettings.CA_FILE, file)),
        Duration.ofSeconds(settings.get(NetworkSettings.CONNECT_TIMEOUT)),
        Duration.ofSeconds(settings.get(NetworkSettings.REQUEST_TIMEOUT)));
    return new Network(cloudflare, HttpReceiverTransport.authorities(settings));
  }

  /** The ways to receivers of remote write, by their URLs. */
  public Function<String, ReceiverTransport> receivers(Vertx vertx) {
    return HttpReceiverTransport.of(vertx, authorities);
  }

  private static Optional<ProxyOptions> proxy(Settings settings, URI base) {
    int port = base.getPort() < 0 ? 443 : base.getPort();
    NoProxy direct = new NoProxy(settings.get(NetworkSettings.NO_PROXY).orElse(""));
    return settings
        .get(NetworkSettings.HTTPS_PROXY)
        .filter(set -> "https".equalsIgnoreCase(base.getScheme()))
        .filter(set -> !direct.covers(base.getHost(), port))
        .map(Secret::reveal)
        .map(ProxyAddress::parse)
        .map(Network::options);
  }

  private static ProxyOptions options(ProxyAddress proxy) {
    ProxyOptions options =
        new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.host()).setPort(proxy.port());
    return proxy.login().isEmpty()
        ? options
        : options.setUsername(proxy.user()).setPassword(proxy.password());
  }
}
