package io.github.cfexporter.http.webconfig;

import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** Whether a certificate and a private key belong together: Java would only notice in a handshake. */
final class KeyPairCheck {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

  /** @throws GeneralSecurityException in words for an operator, never with a key */
  static void check(PemKeyCertOptions pem) throws GeneralSecurityException {
    X509KeyManager keys = keys(pem);
    String alias = KEY_TYPES.stream()
        .map(type -> keys.getServerAliases(type, null))
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no key of RSA, EC or EdDSA is there"));
    X509Certificate certificate = keys.getCertificateChain(alias)[0];
    if (!belong(keys.getPrivateKey(alias), certificate)) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
  }

  private static X509KeyManager keys(PemKeyCertOptions pem) throws GeneralSecurityException {
    try {
      KeyManager[] managers = pem.getKeyManagerFactory(null).getKeyManagers(); // reads no file
      return Stream.of(managers)
          .filter(X509KeyManager.class::isInstance)
          .map(X509KeyManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (Exception e) { // as Vert.x declares it; its messages name the kind of text only
      throw new GeneralSecurityException("not a certificate and its key in PEM", e);
    }
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    if (!key.getAlgorithm().equals(algorithm) || !SIGNATURES.containsKey(algorithm)) {
      return false;
    }
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(SIGNATURES.get(algorithm));
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(text);
    return signature.verify(signed);
  }

  private KeyPairCheck() {}
}
