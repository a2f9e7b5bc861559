package io.github.cfexporter.cluster.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * An X.509 certificate around a key pair, for TLS wants one. The JDK reads certificates but offers
 * no way to write one, so the few fields are written here; each byte is the same on every node.
 */
final class SharedCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final byte[] NO_UNUSED_BITS = {0};

  /** Object identifiers 1.3.101.112 (Ed25519, RFC 8410) and 2.5.4.3 (common name). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("06032b6570");

  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  /** Self-signed and valid at any time: no node may depend on the clock of another one. */
  static X509Certificate of(KeyPair pair) throws GeneralSecurityException {
    byte[] algorithm = field(SEQUENCE, ED25519);
    byte[] name = field(
        SEQUENCE,
        field(
            SET,
            field(SEQUENCE, COMMON_NAME, field(UTF8_STRING, ascii("cloudflare-exporter node")))));
    byte[] valid = field(
        SEQUENCE,
        field(UTC_TIME, ascii("700101000000Z")),
        field(GENERALIZED_TIME, ascii("99991231235959Z"))); // RFC 5280: does not expire
    byte[] serial = field(INTEGER, new byte[] {1});
    byte[] signed = field( // a TBSCertificate, version 1
        SEQUENCE, serial, algorithm, name, valid, name, pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(signed);
    byte[] certificate =
        field(SEQUENCE, signed, algorithm, field(BIT_STRING, NO_UNUSED_BITS, signature.sign()));
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate));
  }

  /** A field in DER: its kind, the length of its parts, its parts. */
  private static byte[] field(int kind, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(kind);
    int length = content.size();
    if (length < 0x80) {
      field.write(length);
    } else { // one byte of length follows
      field.write(0x81);
      field.write(checkedByte(length));
    }
    field.writeBytes(content.toByteArray());
    return field.toByteArray();
  }

  private static int checkedByte(int length) {
    if (length > 0xff) {
      throw new IllegalArgumentException("longer than a certificate of one short name: " + length);
    }
    return length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private SharedCertificate() {}
}
