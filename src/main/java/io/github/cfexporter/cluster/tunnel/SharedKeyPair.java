package io.github.cfexporter.cluster.tunnel;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** The key pair that all nodes of a cluster have. */
final class SharedKeyPair {

  /**
   * The Ed25519 key pair whose private key these 32 bytes are; RFC 8032 takes any 32 random bytes.
   *
   * @throws IllegalStateException if this Java makes another pair of them
   */
  static KeyPair of(byte[] privateKey) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Given(privateKey));
      KeyPair pair = generator.generateKeyPair();
      byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(made, privateKey)) {
        throw new IllegalStateException(
            "this Java makes an Ed25519 key otherwise than of 32 random bytes");
      }
      return pair;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java since 15 has Ed25519", e);
    }
  }

  /** The JDK derives a public key only while it makes a pair, of the randomness that it is given. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      if (target.length != bytes.length) {
        throw new IllegalStateException("asked for " + target.length + " random bytes");
      }
      System.arraycopy(bytes, 0, target, 0, bytes.length);
    }
  }

  private SharedKeyPair() {}
}
