package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Hides what is secret from every message that is made of Cloudflare's words, where the message is
 * made: from there it goes to logs, metrics, the page and answers alike. Secrets belong to the process
 * as the log does, so this is one list for all.
 */
public final class KnownSecrets {
  private static final List<UnaryOperator<String>> MASKS = new CopyOnWriteArrayList<>();

  /** From now on, every message goes through this mask, too. */
  public static void hideBy(UnaryOperator<String> mask) {
    MASKS.add(Objects.requireNonNull(mask));
  }

  /** Takes a mask away again. */
  public static void forget(UnaryOperator<String> mask) {
    MASKS.remove(mask);
  }

  static String masked(String text) {
    String masked = text;
    for (UnaryOperator<String> mask : MASKS) {
      masked = mask.apply(masked);
    }
    return masked;
  }

  private KnownSecrets() {}
}
