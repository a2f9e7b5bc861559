package io.github.cfexporter.cluster.tunnel;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.3 in which both sides show a certificate. Whose name it bears does not matter: who has the
 * key is a node.
 *
 * @param accepting for connections that come in
 * @param dialling for connections that go out
 */
public record TlsContexts(SslContext accepting, SslContext dialling) {
  private static final String TLS = "TLSv1.3";

  /** With a key made of the secret: a node trusts the certificate that it has itself, no other. */
  public static TlsContexts of(ClusterSecret secret) {
    try {
      KeyPair pair = SharedKeyPair.of(secret.derive("tls"));
      X509Certificate certificate = SharedCertificate.of(pair);
      KeyStore own = store();
      own.setKeyEntry("node", pair.getPrivate(), new char[0], new X509Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);
      KeyStore known = store();
      known.setCertificateEntry("nodes", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      return of(
          SslContextBuilder.forServer(keys).trustManager(trust),
          SslContextBuilder.forClient().keyManager(keys).trustManager(trust));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS key can be made of the secret of the cluster", e);
    }
  }

  /**
   * With certificates that were given, all PEM.
   *
   * @param certificate of this node, with those between it and the authority
   * @param key that belongs to it, PKCS #8 without a password
   * @param authority that has signed the certificates of all nodes, and of nobody else
   * @throws IOException if one of them cannot be read or does not fit
   */
  public static TlsContexts of(Path certificate, Path key, Path authority) throws IOException {
    try {
      return of(
          SslContextBuilder.forServer(certificate.toFile(), key.toFile())
              .trustManager(authority.toFile()),
          SslContextBuilder.forClient()
              .keyManager(certificate.toFile(), key.toFile())
              .trustManager(authority.toFile()));
    } catch (IllegalArgumentException e) { // so Netty says that a file cannot be read
      throw new IOException(e.getMessage(), e);
    }
  }

  private static TlsContexts of(SslContextBuilder server, SslContextBuilder client)
      throws SSLException {
    return new TlsContexts(
        server
            .sslProvider(SslProvider.JDK)
            .protocols(TLS)
            .clientAuth(ClientAuth.REQUIRE)
            .build(),
        client
            .sslProvider(SslProvider.JDK)
            .protocols(TLS)
            .endpointIdentificationAlgorithm(null)
            .build());
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
