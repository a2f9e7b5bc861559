package io.github.cfexporter.settings.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads tokens and keys as people paste them. What surrounds one without being part of it (spaces,
 * a pair of quotes, a byte-order mark) is stripped; what cannot be one is refused by name, because
 * Cloudflare would only say that it does not know it.
 */
public final class CredentialText {
  public static final String ALLOWED = "letters, digits and signs without spaces and commas";

  private static final Pattern SECRET = Pattern.compile("[!-~&&[^,\"'`]]+");
  private static final Pattern QUOTED = Pattern.compile("(?s)([\"'`])(.*)\\1");
  private static final Pattern ASSIGNMENT = Pattern.compile(
      "(?s)(export\\s+|set\\s+)?[A-Za-z_]\\w*\\s*=\\s*[^=\\s].*|[A-Za-z_]\\w*:\\s.*");
  private static final Pattern SCHEME = Pattern.compile("(?is)bearer\\s.*|authorization:.*");
  private static final Pattern PLACEHOLDER = Pattern.compile("(?is)"
      + "\\$\\{.*}|\\$\\(.*\\)|\\$\\w+|%\\w+%|\\{\\{.*}}|<.*>|\\[.*]" // of a shell or a template
      + "|your[-_ ].*|(change|replace)[-_ ]?(me|this).*|insert[-_ ].*" // of an example
      + "|x{3,}|\\*{3,}|\\.{3,}|todo|placeholder"
      + "|(cloudflare[-_ ]|cf[-_ ])?(api[-_ ]?)?(token|key)");

  /** Throws {@link IllegalArgumentException} with what is allowed. */
  public static Secret secret(String text) {
    String bare = bare(text);
    check(!PLACEHOLDER.matcher(bare).matches(), "the secret itself, not a placeholder for it");
    check(!ASSIGNMENT.matcher(bare).matches(), "the secret alone, without KEY= before it");
    check(!SCHEME.matcher(bare).matches(), "the secret alone, without Bearer before it");
    check(SECRET.matcher(bare).matches(), ALLOWED);
    check(bare.length() >= Secret.SHORTEST, Secret.LONG_ENOUGH);
    return new Secret(bare);
  }

  /** Several, separated by commas or line ends; empty lines and lines that begin with # are skipped. */
  public static List<Secret> secrets(String text) {
    LinkedHashSet<Secret> secrets = new LinkedHashSet<>();
    List<String> items = items(text);
    for (int i = 0; i < items.size(); i++) {
      try {
        secrets.add(secret(items.get(i)));
      } catch (IllegalArgumentException e) {
        String place = items.size() == 1 ? "" : "; see token " + (i + 1) + " of " + items.size();
        throw new IllegalArgumentException(e.getMessage() + place, e);
      }
    }
    check(!secrets.isEmpty() || text.isBlank(), "at least one token");
    return Collections.unmodifiableList(new ArrayList<>(secrets));
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    for (String line : withoutQuotes(text).lines().toList()) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        for (String item : line.split(",", -1)) {
          if (!item.isBlank()) { // a comma at the end is no mistake
            items.add(item);
          }
        }
      }
    }
    return items;
  }

  /** A list may be quoted as a whole, or token by token. */
  private static String withoutQuotes(String text) {
    String stripped = withoutMark(text).strip();
    boolean asAWhole = QUOTED.matcher(stripped).matches()
        && stripped.chars().filter(c -> c == stripped.charAt(0)).count() == 2;
    return asAWhole ? stripped.substring(1, stripped.length() - 1) : stripped;
  }

  private static String bare(String text) {
    String bare = withoutMark(text).strip();
    return QUOTED.matcher(bare).matches() ? bare.substring(1, bare.length() - 1).strip() : bare;
  }

  /** Editors of some systems put it in front of a file. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void check(boolean holds, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(allowed);
    }
  }

  private CredentialText() {}
}
