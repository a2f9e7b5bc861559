package io.github.cfexporter.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.cloudflare.transport.NetworkOptions;
import io.github.cfexporter.config.SmallFile;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.NetworkSettings;
import io.github.cfexporter.settings.NoProxy;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.values.ProxyAddress;
import io.github.cfexporter.settings.values.Secret;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What the settings say of the way to Cloudflare. */
public final class Network {

  /**
   * Reads the file of the own authority, too: blocks.
   *
   * @param base where the API is; only {@code https} goes through a proxy
   * @throws SettingsException if that file holds no certificate
   */
  public static NetworkOptions of(Settings settings, URI base) {
    return new NetworkOptions(
        proxy(settings, base),
        settings.get(NetworkSettings.CA_FILE).map(Network::trust),
        Duration.ofSeconds(settings.get(NetworkSettings.CONNECT_TIMEOUT)),
        Duration.ofSeconds(settings.get(NetworkSettings.REQUEST_TIMEOUT)));
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

  /** Those that Java trusts, and those of the file. */
  private static TrustOptions trust(Path file) {
    try {
      Collection<? extends Certificate> own = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(SmallFile.read(file).getBytes(UTF_8)));
      if (own.isEmpty()) {
        throw refused(file, "there is none");
      }
      KeyStore both = KeyStore.getInstance(KeyStore.getDefaultType());
      both.load(null, null);
      List<Certificate> all = new ArrayList<>(own);
      all.addAll(ofJava());
      for (int number = 0; number < all.size(); number++) {
        both.setCertificateEntry("authority" + number, all.get(number));
      }
      return TrustOptions.wrap(factory(both));
    } catch (IOException e) {
      throw refused(file, SmallFile.cause(e));
    } catch (GeneralSecurityException e) {
      throw refused(file, e.getClass().getSimpleName());
    }
  }

  private static List<Certificate> ofJava() throws GeneralSecurityException {
    return Arrays.stream(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
        .<Certificate>map(certificate -> certificate)
        .toList();
  }

  /** @param store null for Java's */
  private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static SettingsException refused(Path file, String why) {
    return new SettingsException(new Mistake(
        NetworkSettings.CA_FILE.variable(),
        "\"" + file + "\" is refused, allowed is a file of certificates in PEM (" + why + ")"));
  }

  private Network() {}
}
