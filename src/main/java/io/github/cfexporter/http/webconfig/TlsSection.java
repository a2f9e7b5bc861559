package io.github.cfexporter.http.webconfig;

import io.github.cfexporter.http.webconfig.TlsConfig.Pem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code tls_server_config}. What Java's TLS cannot do is refused, not passed over. */
final class TlsSection {
  private static final String CLIENT_AUTH = "client_auth_type";
  private static final String SANS = "client_allowed_sans";
  private static final String CIPHERS = "cipher_suites";

  private static final List<String> NEWEST_LAST = List.of("TLSv1.2", "TLSv1.3");
  private static final Map<String, String> VERSIONS =
      Map.of("TLS12", "TLSv1.2", "TLS13", "TLSv1.3");

  /** RFC 9113 section 9.2.2 wants one of them, and so does Go. */
  private static final Set<String> OF_HTTP2 =
      Set.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

  /** Those of Go's {@code tls.CipherSuites()}; Java calls them the same. */
  private static final Set<String> CIPHER_SUITES = Set.of(
      "TLS_AES_128_GCM_SHA256",
      "TLS_AES_256_GCM_SHA384",
      "TLS_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
      "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
      "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
      "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private final YamlSection yaml;
  private final Path directory;

  /** @param directory that file names are relative to */
  TlsSection(YamlSection yaml, Path directory) {
    this.yaml = yaml;
    this.directory = directory;
  }

  /** Nothing, if the section says nothing; what is wrong has been noted then. */
  Optional<TlsConfig> read(boolean http2) {
    Optional<Pem> certificate = pem("cert");
    Optional<Pem> key = pem("key");
    Optional<Pem> authority = pem("client_ca");
    ClientAuthType clientAuth =
        yaml.oneOf(CLIENT_AUTH, ClientAuthType.BY_NAME, ClientAuthType.NO_CLIENT_CERT);
    boolean enabled = certificate.isPresent()
        || key.isPresent()
        || authority.isPresent()
        || yaml.text(CLIENT_AUTH).isPresent();
    List<String> sans = yaml.texts(SANS);
    List<String> protocols = protocols();
    List<String> cipherSuites = cipherSuites(http2 && protocols.contains("TLSv1.2"));
    refuseWhatJavaCannot();
    yaml.finish();
    if (!enabled) {
      return Optional.empty();
    }
    requireBoth(certificate, key);
    judgeClients(authority, clientAuth, sans);
    return certificate.flatMap(shown -> key.map(secret ->
        new TlsConfig(shown, secret, authority, clientAuth, sans, protocols, cipherSuites)));
  }

  /** A text, or the file that holds it. */
  private Optional<Pem> pem(String name) {
    Optional<String> inline = yaml.text(name).filter(text -> !text.isEmpty());
    Optional<String> file = yaml.text(name + "_file").filter(text -> !text.isEmpty());
    if (inline.isPresent() && file.isPresent()) {
      yaml.refuse(name, "is set, and so is its file; set one of them");
    }
    return file.flatMap(path -> inFile(name + "_file", path))
        .or(() -> inline.map(text -> new Pem(name, Optional.empty(), text)));
  }

  private Optional<Pem> inFile(String key, String path) {
    try {
      return Optional.of(new Pem(key, Optional.of(directory.resolve(path)), ""));
    } catch (InvalidPathException e) {
      yaml.refuse(key, "is refused, allowed is the path of a file");
      return Optional.empty();
    }
  }

  private void requireBoth(Optional<Pem> certificate, Optional<Pem> key) {
    if (certificate.isEmpty()) {
      yaml.refuse("cert_file", "is missing: TLS needs cert or cert_file");
    }
    if (key.isEmpty()) {
      yaml.refuse("key_file", "is missing: TLS needs key or key_file");
    }
  }

  private void judgeClients(Optional<Pem> authority, ClientAuthType clientAuth, List<String> sans) {
    if (clientAuth == ClientAuthType.NO_CLIENT_CERT) {
      authority.ifPresent(pem ->
          yaml.refuse(pem.key(), "is set, but no " + CLIENT_AUTH + " that asks for certificates"));
    }
    boolean required = clientAuth == ClientAuthType.REQUIRE_AND_VERIFY_CLIENT_CERT
        || clientAuth == ClientAuthType.REQUIRE_ANY_CLIENT_CERT;
    if (!sans.isEmpty() && !required) {
      yaml.refuse(SANS, "is set, but " + CLIENT_AUTH + " lets clients in without a certificate");
    }
  }

  private List<String> protocols() {
    String least = version("min_version", "TLSv1.2");
    String most = version("max_version", "TLSv1.3");
    int from = NEWEST_LAST.indexOf(least);
    int to = NEWEST_LAST.indexOf(most);
    if (from > to) {
      yaml.refuse("min_version", "is newer than max_version");
      return NEWEST_LAST;
    }
    return NEWEST_LAST.subList(from, to + 1);
  }

  private String version(String key, String fallback) {
    Optional<String> old = yaml.text(key).filter(Set.of("TLS10", "TLS11")::contains);
    if (old.isPresent()) {
      yaml.refuse(key, "is refused: Java no longer speaks it, RFC 8996; allowed is TLS12, TLS13");
      return fallback;
    }
    return yaml.oneOf(key, VERSIONS, fallback);
  }

  private List<String> cipherSuites(boolean forHttp2) {
    List<String> suites = yaml.texts(CIPHERS);
    Set<String> unknown = new TreeSet<>(suites);
    unknown.removeAll(CIPHER_SUITES);
    if (!unknown.isEmpty()) {
      yaml.refuse(
          CIPHERS,
          "has the unknown " + String.join(", ", unknown) + ", allowed is "
              + YamlSection.either(CIPHER_SUITES));
    } else if (forHttp2 && !suites.isEmpty() && suites.stream().noneMatch(OF_HTTP2::contains)) {
      yaml.refuse(
          CIPHERS,
          "is refused: HTTP/2 needs " + String.join(" or ", new TreeSet<>(OF_HTTP2))
              + ", or set http_server_config.http2 to false");
    }
    return suites;
  }

  private void refuseWhatJavaCannot() {
    if (!yaml.flag("prefer_server_cipher_suites", true)) {
      yaml.refuse(
          "prefer_server_cipher_suites",
          "is refused: the order of this server always holds, as in Go since 1.17");
    }
    if (!yaml.texts("curve_preferences").isEmpty()) {
      yaml.refuse(
          "curve_preferences",
          "is refused: Java knows them for all of a process, as in"
              + " JAVA_OPTS=-Djdk.tls.namedGroups=x25519,secp256r1");
    }
  }
}
