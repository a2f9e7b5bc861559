package io.github.cfexporter.http.webconfig;

import io.vertx.core.http.ClientAuth;
import java.util.Map;

/**
 * What is asked of a client's certificate.
 *
 * @see <a href="https://pkg.go.dev/crypto/tls#ClientAuthType">the types of Go</a>
 */
public enum ClientAuthType {
  NO_CLIENT_CERT(ClientAuth.NONE, false),
  REQUEST_CLIENT_CERT(ClientAuth.REQUEST, false),
  REQUIRE_ANY_CLIENT_CERT(ClientAuth.REQUIRED, false),
  VERIFY_CLIENT_CERT_IF_GIVEN(ClientAuth.REQUEST, true),
  REQUIRE_AND_VERIFY_CLIENT_CERT(ClientAuth.REQUIRED, true);

  /** By the names that the file has for them, an old one included. */
  static final Map<String, ClientAuthType> BY_NAME = Map.of(
      "NoClientCert", NO_CLIENT_CERT,
      "RequestClientCert", REQUEST_CLIENT_CERT,
      "RequireAnyClientCert", REQUIRE_ANY_CLIENT_CERT,
      "RequireClientCert", REQUIRE_ANY_CLIENT_CERT,
      "VerifyClientCertIfGiven", VERIFY_CLIENT_CERT_IF_GIVEN,
      "RequireAndVerifyClientCert", REQUIRE_AND_VERIFY_CLIENT_CERT);

  private final ClientAuth demand;
  private final boolean verified;

  ClientAuthType(ClientAuth demand, boolean verified) {
    this.demand = demand;
    this.verified = verified;
  }

  ClientAuth demand() {
    return demand;
  }

  /** Whether a certificate must be of an authority that is trusted. */
  boolean isVerified() {
    return verified;
  }
}
