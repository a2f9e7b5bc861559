package io.github.cfexporter.http.webconfig;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges the certificates of clients. */
final class ClientTrust extends X509ExtendedTrustManager {
  private static final X509Certificate[] NONE = {};

  private final Optional<X509ExtendedTrustManager> authorities;
  private final Set<String> names;

  /**
   * As the file has it.
   *
   * @param authorities who must have signed; none where any certificate will do
   * @param names of which it must have one, as DNS, IP, e-mail or URI; empty for any
   */
  ClientTrust(Optional<X509ExtendedTrustManager> authorities, Collection<String> names) {
    this.authorities = authorities;
    this.names = Set.copyOf(names);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, type, engine);
    }
    checkName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, type, socket);
    }
    checkName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, type);
    }
    checkName(chain[0]);
  }

  private void checkName(X509Certificate certificate) throws CertificateException {
    if (names.isEmpty()) {
      return;
    }
    Collection<List<?>> present =
        Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
    if (present.stream().map(entry -> entry.get(1)).noneMatch(names::contains)) {
      throw new CertificateException("no name of the certificate is in client_allowed_sans");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw notAClient();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw notAClient();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw notAClient();
  }

  private static CertificateException notAClient() {
    return new CertificateException("this side is the server");
  }

  /** Names of authorities that a client is asked for; none for any. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(NONE);
  }
}
