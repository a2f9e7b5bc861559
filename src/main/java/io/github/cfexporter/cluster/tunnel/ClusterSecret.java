package io.github.cfexporter.cluster.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What every node makes of {@code CLUSTER_SECRET}, the same on each. The text is stretched, since
 * who meets a node may try words at home until one of them makes the same key.
 */
public final class ClusterSecret {
  /** As OWASP's "Password Storage Cheat Sheet" has it for this function; some 0.3 s of one core. */
  private static final int ROUNDS = 600_000;

  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BITS = 256;
  private static final int DIGEST_BYTES = 12;

  private final SecretKeySpec key;

  private ClusterSecret(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Stretches a secret; takes a noticeable time.
   *
   * @param cluster name of the cluster; the same secret makes other keys for another name
   */
  public static ClusterSecret of(String cluster, String secret) {
    PBEKeySpec spec = new PBEKeySpec(
        secret.toCharArray(),
        ("io.github.cfexporter cluster " + cluster).getBytes(UTF_8),
        ROUNDS,
        KEY_BITS);
    try {
      byte[] stretched =
          SecretKeyFactory.getInstance("PBKDF2With" + HMAC).generateSecret(spec).getEncoded();
      return new ClusterSecret(new SecretKeySpec(stretched, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Hexadecimal digits that only those know who know the secret. */
  public String digest() {
    return HexFormat.of().formatHex(Arrays.copyOf(derive("digest"), DIGEST_BYTES));
  }

  /** 32 bytes for one purpose, as the expansion step of HKDF (RFC 5869) makes them. */
  byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(purpose.getBytes(UTF_8));
      return mac.doFinal(new byte[] {1});
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
