package io.github.cfexporter.cloudflare;

import io.github.cfexporter.cloudflare.CloudflareException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what follows from an error: by its words first, then by its code, and by the HTTP status
 * only at last, for rate limiting comes as HTTP 200 and splitting is asked for with 429. What says
 * that the credential is bad is not believed of a server that fails itself (5xx). The words are
 * those of https://developers.cloudflare.com/analytics/graphql-api/errors/ and of live replies,
 * which differ in capitals.
 */
final class Refusals {
  /** What one kind of message means; the first rule whose words occur decides. */
  private record Rule(Pattern words, Function<MatchedMessage, Refusal> meaning) {
    Rule(String words, Function<MatchedMessage, Refusal> meaning) {
      this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), meaning);
    }
  }

  private static final List<Rule> RULES = List.of(
      new Rule(
          "too many authentication failures", matched -> new Refusal.AuthBanned(matched.penalty())),
      new Rule("in combination,.*too many nodes", matched -> new Refusal.TooManyNodes()),
      new Rule(
          "consumed excessive resources|try reduced time period",
          matched -> new Refusal.ExcessiveResources()),
      new Rule(
          "exceeded its rate limit|rate limiter budget|rate limited|throttling your request"
              + "|limit reached, please try again|quota exceeded, please repeat",
          matched -> new Refusal.RateLimited(matched.named(), matched.penalty())),
      new Rule(
          "does not have access to the field ['\"]([^'\"]+)",
          matched ->
              new Refusal.FieldRefused(matched.named(), matched.word().toLowerCase(Locale.ROOT))),
      new Rule(
          "does not have access to the path|not enabled for (?:the |this )?(?:zone|account)",
          matched -> new Refusal.PathRefused(matched.named())),
      new Rule(
          "time range wider than (\\w+)|query time range is too large",
          matched -> new Refusal.RangeTooWide(matched.named(), matched.duration())),
      new Rule(
          "cannot request data older than (\\w+)?",
          matched -> new Refusal.TooOld(matched.named(), matched.duration())),
      new Rule(
          "number of fields can't be more than ([0-9]{1,9})",
          matched -> new Refusal.TooManyFields(matched.number())),
      new Rule(
          "limit must be positive number and not greater than ([0-9]{1,9})",
          matched -> new Refusal.LimitTooHigh(matched.number())),
      new Rule(
          "zones \\[([^\\]]*)\\] are not authorized",
          matched -> new Refusal.ZonesNotAuthorized(matched.tags())),
      new Rule(
          "does not have permission .* for zone ([\\w-]+)",
          matched -> new Refusal.ZonesNotAuthorized(matched.tags())),
      new Rule(
          "not authorized for that account|does not have permission .* for account",
          matched -> new Refusal.AccountNotAuthorized()),
      new Rule("internal (?:authentication|server) error", matched -> temporary(matched.headers())),
      new Rule(
          "does not support account.owned tokens", matched -> new Refusal.NotForAccountTokens()),
      new Rule(
          "authentication error|invalid (?:access|api) token|^unauthorized",
          matched -> new Refusal.AuthFailed()),
      new Rule(
          "unable to execute query|too many queries in progress",
          matched -> temporary(matched.headers())),
      new Rule(
          "unknown (?:field|arg|enum|type)|cannot query field|has no field|is undefined"
              + "|error parsing args|must have (?:no )?selections"
              + "|query contains error|empty zone filters|syntax error",
          matched -> new Refusal.Schema()));

  /** An error that did not come in GraphQL's envelope. */
  static Refusal of(GraphqlError error, int status, RateHeaders headers) {
    return of(error, status, headers, false);
  }

  /**
   * @param graphql whether the error came in GraphQL's envelope, in which a bad credential is never
   *     refused without one of the words above
   */
  static Refusal of(GraphqlError error, int status, RateHeaders headers, boolean graphql) {
    Refusal refusal = byAll(error, status, headers);
    boolean doubtful = refusal instanceof Refusal.AuthFailed;
    if (doubtful && status >= 500) {
      return temporary(headers);
    }
    if (doubtful && graphql && byWords(error, headers).isEmpty()) {
      return new Refusal.Unexplained(Code.API_AUTH_FAILED);
    }
    return refusal;
  }

  /** Of an answer that holds no error of Cloudflare's. */
  static Refusal ofStatus(int status, RateHeaders headers) {
    Refusal refusal = byStatus(GraphqlError.of(""), status, headers);
    return refusal instanceof Refusal.Unexplained ? new Refusal.Unexplained(Code.UNKNOWN) : refusal;
  }

  private static Refusal byAll(GraphqlError error, int status, RateHeaders headers) {
    return byWords(error, headers)
        .or(() -> byCode(error.code(), headers))
        .orElseGet(() -> byStatus(error, status, headers));
  }

  private static Optional<Refusal> byWords(GraphqlError error, RateHeaders headers) {
    for (Rule rule : RULES) {
      Matcher words = rule.words().matcher(error.message());
      if (words.find()) {
        return Optional.of(
            rule.meaning().apply(new MatchedMessage(error.message(), words, headers)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> byCode(String code, RateHeaders headers) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "budget", "971", "10429", "10500" -> Optional.of(rateLimited(headers));
      case "10502" -> Optional.of(new Refusal.AuthBanned(penalty(headers)));
      case "authz" -> Optional.of(new Refusal.Unexplained(Code.API_AUTH_FAILED));
      case "1000", "6003", "6103", "9109", "10000" -> Optional.of(new Refusal.AuthFailed());
      default -> Optional.empty();
    };
  }

  private static Refusal byStatus(GraphqlError error, int status, RateHeaders headers) {
    if (status == 429) {
      return rateLimited(headers);
    }
    if (status == 401 || status == 403) {
      return new Refusal.AuthFailed();
    }
    if (status == 408 || status >= 500) {
      return temporary(headers);
    }
    if ((status >= 300 && status < 400) || status == 407) {
      return new Refusal.Diverted();
    }
    return new Refusal.Unexplained(error.number().isPresent() ? Code.UNKNOWN : Code.GRAPHQL_ERROR);
  }

  private static Refusal rateLimited(RateHeaders headers) {
    return new Refusal.RateLimited(Optional.empty(), penalty(headers));
  }

  private static Refusal temporary(RateHeaders headers) {
    return new Refusal.Temporary(headers.pause().orElse(Duration.ZERO));
  }

  private static Duration penalty(RateHeaders headers) {
    return headers.pause().orElse(MatchedMessage.PENALTY);
  }

  private Refusals() {}
}
