package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.rest.RestError;
import io.github.cfexporter.simulator.rest.TokenResource;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.Tokens.Token;
import java.util.Map;
import java.util.Optional;

/** What every call passes before either API sees it: authentication, then the general limit. */
final class Gate {
  private static final int AUTHENTICATION_FAILURES = 20;

  private final Tokens tokens;
  private final Budgets budgets;
  private final Budget failures = new Budget(AUTHENTICATION_FAILURES);

  Gate(Tokens tokens, Budgets budgets) {
    this.tokens = tokens;
    this.budgets = budgets;
  }

  /** The token, charged for the call; fails with a {@link RestError}. */
  Token admit(SimulatedCall call, String secret, long now) {
    Optional<Token> known = tokens.find(secret);
    if (known.isEmpty() || !isAdmitted(known.get(), call, now)) {
      throw failures.take(now) ? unknown(call) : RestError.tooManyAuthenticationFailures();
    }
    if (!budgets.rest(known.get().id()).take(now)) {
      throw RestError.rateLimited();
    }
    return known.get();
  }

  /** The limit headers of REST answers; GraphQL has none. */
  Map<String, String> headers(Token token, long now) {
    Budget budget = budgets.rest(token.id());
    return Map.of(
        "Ratelimit",
        "\"default\";r=" + budget.remaining(now) + ";t=" + budget.secondsToReset(now),
        "Ratelimit-Policy",
        "\"default\";q=" + budget.permits() + ";w=" + Budget.WINDOW_MILLIS / 1000);
  }

  /** How long a refused caller should wait, in seconds. */
  Map<String, String> retryAfter(String secret, long now) {
    long seconds = tokens
        .find(secret)
        .map(token -> budgets.rest(token.id()).secondsToReset(now))
        .orElse(Budget.WINDOW_MILLIS / 1000);
    return Map.of("retry-after", String.valueOf(seconds));
  }

  /** A token that is disabled or expired is told so where it is verified, and nowhere else. */
  private static boolean isAdmitted(Token token, SimulatedCall call, long now) {
    return token.grant().status(now).equals("active") || TokenResource.isVerification(call.path());
  }

  private static RestError unknown(SimulatedCall call) {
    if (call.isGraphql()) {
      return RestError.authentication();
    }
    return TokenResource.isVerification(call.path())
        ? TokenResource.invalid()
        : RestError.invalidToken();
  }
}
