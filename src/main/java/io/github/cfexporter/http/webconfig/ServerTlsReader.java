package io.github.cfexporter.http.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.config.SmallFile;
import io.github.cfexporter.http.webconfig.TlsConfig.Pem;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes TLS of what the configuration names. */
final class ServerTlsReader {
  /** Not to be chosen; Java only speaks them if they are in the list. */
  private static final List<String> SUITES_OF_TLS13 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private final Path file;
  private final TlsConfig config;
  private final boolean http2;

  /** @param file the configuration, for mistakes */
  ServerTlsReader(Path file, TlsConfig config, boolean http2) {
    this.file = file;
    this.config = config;
    this.http2 = http2;
  }

  /**
   * Reads the files. Blocks.
   *
   * @param known what the same configuration gave before, which is given again if no text has changed
   * @throws SettingsException if one of them is not what it should be
   */
  ServerTls read(Optional<ServerTls> known) {
    String certificate = text(config.certificate());
    String key = text(config.key());
    Optional<String> authority = config.authority().map(this::text);
    List<String> texts = List.of(certificate, key, authority.orElse(""));
    return known
        .filter(tls -> tls.texts().equals(texts))
        .orElseGet(() -> new ServerTls(options(certificate, key, authority), texts));
  }

  private ServerSSLOptions options(String certificate, String key, Optional<String> authority) {
    PemKeyCertOptions pair = new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(certificate))
        .addKeyValue(Buffer.buffer(key));
    try {
      KeyPairCheck.check(pair);
    } catch (GeneralSecurityException e) {
      throw mistake(config.certificate().key() + " and " + config.key().key(), e.getMessage());
    }
    ServerSSLOptions options = new ServerSSLOptions()
        .setKeyCertOptions(pair)
        .setClientAuth(config.clientAuth().demand())
        .setTrustOptions(TrustOptions.wrap(trust(authority)))
        .setEnabledSecureTransportProtocols(new LinkedHashSet<>(config.protocols()))
        .setUseAlpn(http2);
    suites().forEach(options::addEnabledCipherSuite);
    return options;
  }

  private Set<String> suites() {
    Set<String> suites = new LinkedHashSet<>();
    if (!config.cipherSuites().isEmpty()) {
      suites.addAll(SUITES_OF_TLS13);
      suites.addAll(config.cipherSuites());
    }
    return suites;
  }

  private String text(Pem pem) {
    if (pem.file().isEmpty()) {
      return pem.inline();
    }
    try {
      return SmallFile.read(pem.file().get());
    } catch (IOException e) {
      String problem = "\"" + pem.file().get() + "\" cannot be read (" + SmallFile.cause(e) + ")";
      throw mistake(pem.key(), problem);
    }
  }

  private TrustManager trust(Optional<String> authority) {
    Optional<X509ExtendedTrustManager> authorities = Optional.empty();
    if (config.clientAuth().isVerified()) {
      try {
        authorities = Optional.of(authorities(authority));
      } catch (GeneralSecurityException | IOException e) {
        String key = config.authority().map(Pem::key).orElse("client_ca_file");
        throw mistake(key, "holds no certificates in PEM (" + e.getMessage() + ")");
      }
    }
    return new ClientTrust(authorities, config.allowedSans());
  }

  /** Those of the text, or the system's. */
  private static X509ExtendedTrustManager authorities(Optional<String> pem)
      throws GeneralSecurityException, IOException {
    KeyStore store = null; // stands for the system's
    if (pem.isPresent()) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.get().getBytes(UTF_8)));
      if (all.isEmpty()) {
        throw new GeneralSecurityException("there is none");
      }
      int number = 0;
      for (Certificate certificate : all) {
        store.setCertificateEntry("authority" + number++, certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  private SettingsException mistake(String key, String problem) {
    return new SettingsException(
        new Mistake(file.toString(), "tls_server_config." + key + " is refused: " + problem));
  }
}
