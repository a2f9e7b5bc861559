package io.github.cfexporter.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;

/** The user and password that clients must send, RFC 7617. */
public final class Credentials {
  private static final String SCHEME = "basic ";

  private final String user;
  private final Supplier<String> password;

  public Credentials(String user, String password) {
    this(user, () -> password);
  }

  /** A password that may change; each request is compared with that of the moment. */
  public Credentials(String user, Supplier<String> password) {
    if (user.contains(":")) {
      throw new IllegalArgumentException("BASIC_AUTH_USER must not contain a colon");
    }
    this.user = user;
    this.password = password;
  }

  /** Takes as long for a near miss as for a far one: digests are compared, and all of them. */
  public boolean areIn(String authorization) {
    byte[] expected = digest((user + ':' + password.get()).getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(expected, digest(decoded(authorization)));
  }

  /** User, colon and password of the header; nothing if it is of another scheme or no Base64. */
  static byte[] decoded(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? decode(authorization.substring(SCHEME.length()).strip())
        : new byte[0];
  }

  /** Text that is not Base64 counts as no password at all. */
  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Credentials[secret]";
  }
}
