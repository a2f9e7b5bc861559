package io.github.cfexporter.settings.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** A text that must not be printed. Only {@link #reveal} gives it away, so every use can be found. */
public final class Secret {
  /** What is shown in its place. */
  public static final String MASK = "***";

  /** Letters; hiding fewer wherever they stand would make words unreadable and give the secret away. */
  public static final int SHORTEST = 8;

  /** The same in words. */
  public static final String LONG_ENOUGH = "a secret of " + SHORTEST + " letters or more";

  private final String text;

  public Secret(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.text = text;
  }

  public String reveal() {
    return text;
  }

  /** Compares in a time that does not tell how many characters agree. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(text.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
