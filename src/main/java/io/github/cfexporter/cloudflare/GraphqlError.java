package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One error as Cloudflare words it, in GraphQL's shape or in that of the REST envelope.
 *
 * @param message safe to log: one line, of bounded length, without credentials
 * @param path into the answer, indexes as text; empty when the error names none
 * @param code {@code budget}, {@code authz} or a number of the REST API; empty when there is none
 * @param ray the request's id in Cloudflare's logs; empty when not told
 * @param timestamp as Cloudflare writes it; empty when not told
 */
public record GraphqlError(
    String message, List<String> path, String code, String ray, String timestamp) {
  private static final int LONGEST = 500;
  private static final int MOST_STEPS = 32;
  private static final int LONGEST_READ = 8 * 1024;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?i)(bearer\\s+|x-auth-key:?\\s*|\\bcf[a-z]{2}_)[^\\s\"',]+");

  public GraphqlError {
    message = safe(message);
    path = path.stream().limit(MOST_STEPS).toList();
    ray = safe(ray);
  }

  /** A error of ours about a reply that holds none of Cloudflare's. */
  static GraphqlError of(String message) {
    return new GraphqlError(message, List.of(), "", "", "");
  }

  /** The same with a remark of ours at the end of its message; an empty one changes nothing. */
  GraphqlError adding(String remark) {
    return remark.isEmpty()
        ? this
        : new GraphqlError(message + " (" + remark + ")", path, code, ray, timestamp);
  }

  /** The code of the REST API, where the error has one. */
  Optional<Integer> number() {
    return code.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(code)) : Optional.empty();
  }

  /** Cuts twice: first roughly, for the search for secrets takes its time. */
  private static String safe(String text) {
    String known = KnownSecrets.masked(text.substring(0, Math.min(LONGEST_READ, text.length())));
    String line = BLANKS.matcher(known).replaceAll(" ").strip();
    String masked = CREDENTIAL.matcher(line).replaceAll("***");
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
  }
}
