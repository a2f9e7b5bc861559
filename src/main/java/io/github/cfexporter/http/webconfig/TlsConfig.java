package io.github.cfexporter.http.webconfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code tls_server_config}.
 *
 * @param authority who signs the certificates of clients; the system's if none is given
 * @param allowedSans names of which a client's certificate must have one; empty for any
 * @param protocols as Java names them
 * @param cipherSuites of TLS 1.2, in the order preferred; empty for Java's
 */
record TlsConfig(
    Pem certificate,
    Pem key,
    Optional<Pem> authority,
    ClientAuthType clientAuth,
    List<String> allowedSans,
    List<String> protocols,
    List<String> cipherSuites) {

  /**
   * A text in PEM, of a file or of the configuration itself.
   *
   * @param key that names it
   */
  record Pem(String key, Optional<Path> file, String inline) {

    /** It may be a private key. */
    @Override
    public String toString() {
      return "Pem[" + key + "]";
    }
  }

  TlsConfig {
    allowedSans = List.copyOf(allowedSans);
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }
}
