package io.github.cfexporter.permits;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Refusal;
import java.util.regex.Pattern;

/** Tells whether a refused call was refused for {@code X-Rate-Limit-Type: account-based}. */
public final class HeaderRefusal {
  /** The budget of a token, which no account-based call counts against where the header is known. */
  private static final Pattern BUDGET_OF_TOKEN =
      Pattern.compile("rate limiter budget", Pattern.CASE_INSENSITIVE);

  private static final Pattern NAMES_IT =
      Pattern.compile("account-based|rate.?limit.?type", Pattern.CASE_INSENSITIVE);

  private static final Pattern ARGUMENTS =
      Pattern.compile("error parsing args", Pattern.CASE_INSENSITIVE);

  /**
   * Judges the refusal of an account-based call.
   *
   * @param proven whether such calls were answered before: then words that are not known, or that may
   *     be about the question, are about the question
   */
  public static boolean isIn(CloudflareException cause, boolean proven) {
    return cause.faults().stream().anyMatch(fault -> isIn(fault, proven));
  }

  private static boolean isIn(Fault fault, boolean proven) {
    String message = fault.error().message();
    if (NAMES_IT.matcher(message).find()) {
      return true;
    } else if (fault.refusal() instanceof Refusal.RateLimited limited) {
      return limited.scopeTag().isEmpty() && BUDGET_OF_TOKEN.matcher(message).find();
    }
    boolean unclear =
        ARGUMENTS.matcher(message).find() || fault.refusal() instanceof Refusal.Unexplained;
    return unclear && !proven;
  }

  private HeaderRefusal() {}
}
