package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts as documented and as seen in live replies. */
@Tag("unit")
class RefusalsTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Optional<String> NOBODY = Optional.empty();
  private static final RateHeaders NO_HEADERS =
      new RateHeaders(List.of(), List.of(), Optional.empty());

  static Stream<Arguments> messages() {
    return Stream.of(aboutAccess(), aboutRanges(), aboutSizes(), aboutPace(), aboutOthers())
        .flatMap(messages -> messages);
  }

  private static Stream<Arguments> aboutRanges() {
    return Stream.of(
        arguments(
            "zone \"9c1e\" cannot request a time range wider than 1d, but your query time range"
                + " spans 1d1s620ms",
            new Refusal.RangeTooWide(Optional.of("9c1e"), Optional.of(Duration.ofDays(1)))),
        arguments(
            "account \"a0\" cannot request a time range wider than 13w2d, but your query time range"
                + " spans 38w2d15h32m42s924ms",
            new Refusal.RangeTooWide(Optional.of("a0"), Optional.of(Duration.ofDays(93)))),
        arguments(
            "query time range is too large: 4w2d",
            new Refusal.RangeTooWide(NOBODY, Optional.empty())),
        arguments(
            "account \"a0\" cannot request data older than 26w2d, but your query requests data from"
                + " 28w4d6s ago",
            new Refusal.TooOld(Optional.of("a0"), Optional.of(Duration.ofDays(184)))),
        arguments(
            "cannot request data older than 2678400s",
            new Refusal.TooOld(NOBODY, Optional.of(Duration.ofDays(31)))));
  }

  private static Stream<Arguments> aboutAccess() {
    return Stream.of(
        arguments(
            "zone '9c1e' does not have access to the path. Refer to https://developers.cloudflare.com/",
            new Refusal.PathRefused(Optional.of("9c1e"))),
        arguments("does not have access to the path", new Refusal.PathRefused(NOBODY)),
        arguments(
            "zone '9c1e' does not have access to the field 'botscore' from the path",
            new Refusal.FieldRefused(Optional.of("9c1e"), "botscore")),
        arguments(
            "zones [9c1e 77aa] are not authorized",
            new Refusal.ZonesNotAuthorized(List.of("9c1e", "77aa"))),
        arguments(
            "Actor 'com.cloudflare.api.token.1' does not have permission"
                + " 'com.cloudflare.api.account.zone.analytics.read' for zone 9c1e",
            new Refusal.ZonesNotAuthorized(List.of("9c1e"))),
        arguments("not authorized for that account", new Refusal.AccountNotAuthorized()));
  }

  private static Stream<Arguments> aboutSizes() {
    return Stream.of(
        arguments("number of fields can't be more than 70", new Refusal.TooManyFields(70)),
        arguments(
            "limit must be positive number and not greater than 10000",
            new Refusal.LimitTooHigh(10_000)),
        arguments(
            "in combination, your request queries too many nodes, zones and accounts",
            new Refusal.TooManyNodes()),
        arguments(
            "query consumed excessive resources, please try running smaller queries",
            new Refusal.ExcessiveResources()));
  }

  private static Stream<Arguments> aboutPace() {
    return Stream.of(
        arguments(
            "Rate limiter budget depleted. Please try again after 5 minutes.",
            new Refusal.RateLimited(NOBODY, FIVE_MINUTES)),
        arguments(
            "Zone 9c1e has exceeded its rate limit. Please try again after 7 minutes.",
            new Refusal.RateLimited(Optional.of("9c1e"), Duration.ofMinutes(7))),
        arguments(
            "quota exceeded, please repeat your request in the next minute",
            new Refusal.RateLimited(NOBODY, Duration.ofMinutes(1))),
        arguments(
            "More than 1200 requests per 300 seconds reached. Please wait and consider throttling"
                + " your request speed",
            new Refusal.RateLimited(NOBODY, FIVE_MINUTES)));
  }

  private static Stream<Arguments> aboutOthers() {
    return Stream.of(
        arguments(
            "Too many authentication failures. Please try again later.",
            new Refusal.AuthBanned(FIVE_MINUTES)),
        arguments("Authentication error", new Refusal.AuthFailed()),
        arguments("Unauthorized", new Refusal.AuthFailed()),
        arguments(
            "unable to execute query, please try again later",
            new Refusal.Temporary(Duration.ZERO)),
        arguments(
            "too many queries in progress, please try again later",
            new Refusal.Temporary(Duration.ZERO)),
        arguments("unknown field \"nothing\"", new Refusal.Schema()),
        arguments("scalar fields must have no selections", new Refusal.Schema()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void message_decidesWhateverTheStatus(String message, Refusal expected) {
    for (int status : List.of(200, 400, 403, 429, 503)) {
      if (expected instanceof Refusal.AuthFailed && status >= 500) {
        continue; // see serverThatFailsItself_saysNothingAboutTheCredential
      }
      assertThat(Refusals.of(GraphqlError.of(message), status, NO_HEADERS)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void capitals_doNotMatter(String message, Refusal expected) {
    GraphqlError shouted = GraphqlError.of(message.toUpperCase(Locale.ROOT));

    assertThat(Refusals.of(shouted, 200, NO_HEADERS)).hasSameClassAs(expected);
  }

  @Test
  void unknownWords_areDecidedByCode() {
    assertThat(coded("budget", 200)).isEqualTo(new Refusal.RateLimited(NOBODY, FIVE_MINUTES));
    assertThat(coded("authz", 200))
        .isEqualTo(new Refusal.Unexplained(CloudflareException.Code.API_AUTH_FAILED));
    assertThat(coded("10502", 429)).isEqualTo(new Refusal.AuthBanned(FIVE_MINUTES));
    assertThat(coded("9109", 403)).isEqualTo(new Refusal.AuthFailed());
    assertThat(coded("10429", 429)).isEqualTo(new Refusal.RateLimited(NOBODY, FIVE_MINUTES));
  }

  @Test
  void unknownCode_isDecidedByStatus() {
    assertThat(coded("", 429)).isEqualTo(new Refusal.RateLimited(NOBODY, FIVE_MINUTES));
    assertThat(coded("", 403)).isEqualTo(new Refusal.AuthFailed());
    assertThat(coded("", 521)).isEqualTo(new Refusal.Temporary(Duration.ZERO));
    assertThat(coded("7003", 400))
        .isEqualTo(new Refusal.Unexplained(CloudflareException.Code.UNKNOWN));
    assertThat(coded("", 200))
        .isEqualTo(new Refusal.Unexplained(CloudflareException.Code.GRAPHQL_ERROR));
  }

  /** cases.md 6. */
  @Test
  void serverThatFailsItself_saysNothingAboutTheCredential() {
    for (String words : List.of("Authentication error", "Unauthorized", "words of tomorrow")) {
      assertThat(Refusals.of(GraphqlError.of(words), 500, NO_HEADERS))
          .isEqualTo(new Refusal.Temporary(Duration.ZERO));
    }
    String internal = "Internal authentication error: internal server error";
    for (int status : List.of(200, 403, 500)) {
      assertThat(Refusals.of(GraphqlError.of(internal), status, NO_HEADERS))
          .isEqualTo(new Refusal.Temporary(Duration.ZERO));
    }
  }

  /** cases.md 5: only documented words are an entitlement, and only they may switch a source off. */
  @Test
  void unknownWords_areNeverAnEntitlement() {
    for (String code : List.of("", "authz", "7003", "quota", "internal")) {
      for (int status : List.of(200, 301, 400, 401, 403, 404, 407, 412, 418, 500, 503, 521)) {
        GraphqlError error = new GraphqlError("Service unavailable", List.of(), code, "", "");
        for (boolean graphql : List.of(true, false)) {
          Refusal refusal = Refusals.of(error, status, NO_HEADERS, graphql);
          assertThat(refusal.isEntitlement()).isFalse();
          assertThat(refusal.about()).isNotEqualTo(Refusal.About.PARTS);
        }
        assertThat(Refusals.of(error, status, NO_HEADERS, true).about())
            .as("in GraphQL's envelope, not even about the credential")
            .isEqualTo(Refusal.About.UNTOLD);
      }
    }
  }

  /** cases.md 26. */
  @Test
  void absurdWaits_areBelievedForTenMinutes() {
    for (String told : List.of("1000000000", "99999999999999999999")) {
      assertThat(Refusals.of(GraphqlError.of("Rate limited."), 429, waiting(told)))
          .isEqualTo(new Refusal.RateLimited(NOBODY, Duration.ofMinutes(10)));
    }
    for (String told : List.of("-5", "soon", "1e9", "")) {
      assertThat(Refusals.of(GraphqlError.of("Rate limited."), 429, waiting(told)))
          .isEqualTo(new Refusal.RateLimited(NOBODY, FIVE_MINUTES));
    }
    assertThat(Refusals.of(
            GraphqlError.of("Rate limiter budget depleted, try again after 99999999 minutes"),
            200,
            NO_HEADERS))
        .isEqualTo(new Refusal.RateLimited(NOBODY, Duration.ofMinutes(10)));
    assertThat(waiting("1000000000").remark())
        .isEqualTo("told to wait 1000000000 s, which is taken as 600 s");
    assertThat(waiting("17").remark()).isEmpty();
  }

  private static RateHeaders waiting(String told) {
    return RateHeaders.parse(MultiMap.caseInsensitiveMultiMap().set("retry-after", told));
  }

  @Test
  void retryAfter_outranksThePenalty() {
    RateHeaders headers =
        RateHeaders.parse(MultiMap.caseInsensitiveMultiMap().set("retry-after", "17"));

    assertThat(Refusals.of(GraphqlError.of("Rate limited."), 429, headers))
        .isEqualTo(new Refusal.RateLimited(NOBODY, Duration.ofSeconds(17)));
  }

  private static Refusal coded(String code, int status) {
    return Refusals.of(
        new GraphqlError("words of tomorrow", List.of(), code, "", ""), status, NO_HEADERS);
  }
}
