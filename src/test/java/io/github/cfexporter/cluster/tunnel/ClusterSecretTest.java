package io.github.cfexporter.cluster.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every node makes of the secret must be the same on each, and tell nothing of it. */
@Tag("unit")
class ClusterSecretTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void otherSecretOrName_makesAnother() {
    assertThat(Secrets.SESAME.digest())
        .matches("[0-9a-f]{24}")
        .isNotEqualTo(Secrets.BARLEY.digest())
        .isNotEqualTo(ClusterSecret.of("others", "open sesame").digest());
  }

  /** Pinned: nodes of two releases, or of two Javas, must understand each other. */
  @Test
  void secret_isStretchedAsBefore() {
    assertThat(Secrets.SESAME.digest()).isEqualTo("77a06113ae18e0e66f234483");
    assertThat(HEX.formatHex(Secrets.SESAME.derive("tls")))
        .isEqualTo("b4b4fca474d305b479d7476cf5737f234127f5d4d1f917e8a0cdb4012b6c7c41");
  }

  /** The first test vector of RFC 8032, section 7.1. */
  @Test
  void keyPair_isThatOfItsPrivateKey() {
    KeyPair pair = SharedKeyPair.of(
        HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    byte[] encoded = ((EdECPublicKey) pair.getPublic()).getEncoded();
    assertThat(HEX.formatHex(encoded))
        .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void certificate_isTheSameOnEveryNode_andValidAtAnyTime() throws Exception {
    KeyPair pair = SharedKeyPair.of(new byte[32]);

    X509Certificate certificate = SharedCertificate.of(pair);

    certificate.verify(pair.getPublic());
    certificate.checkValidity(Date.from(Instant.EPOCH));
    certificate.checkValidity(Date.from(Instant.parse("9999-12-31T23:59:59Z")));
    assertThat(certificate.getPublicKey()).isEqualTo(pair.getPublic());
    assertThat(SharedCertificate.of(pair).getEncoded()).isEqualTo(certificate.getEncoded());
  }
}
