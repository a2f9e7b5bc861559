package io.github.cfexporter.settings.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What Cloudflare's API is asked with: an API token, or a user's global key.
 *
 * @param id names it in logs, metrics and budgets: the beginning of a hash of the secret, so that it
 *     gives nothing away, is the same on every node, and changes with the secret
 * @param email of the user whose global key it is; empty for a token
 */
public record Credential(String id, Optional<String> email, Secret secret) {
  /** Enough to tell a few credentials apart, and far too little to find the secret. */
  private static final int ID_LENGTH = 8;

  public static Credential token(Secret token) {
    return new Credential(id(token.reveal()), Optional.empty(), token);
  }

  public static Credential globalKey(String email, Secret key) {
    return new Credential(id(email + '\n' + key.reveal()), Optional.of(email), key);
  }

  /** Whether it is a token, of which Cloudflare tells whether it is valid and when it expires. */
  public boolean isToken() {
    return email.isEmpty();
  }

  /** The HTTP headers that every call with it has; they hold the secret. */
  public Map<String, String> headers() {
    return email
        .map(user -> Map.of("X-Auth-Email", user, "X-Auth-Key", secret.reveal()))
        .orElseGet(() -> Map.of("Authorization", "Bearer " + secret.reveal()));
  }

  private static String id(String secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256")
          .digest(("cloudflare-exporter credential\n" + secret).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
