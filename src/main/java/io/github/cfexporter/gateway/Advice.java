package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;

/** What an operator can do about a refusal, in one sentence. */
final class Advice {
  static String on(CloudflareException cause) {
    Refusal refusal = cause.refusal();
    if (refusal instanceof Refusal.ZonesNotAuthorized) {
      return "give the token Zone · Analytics · Read for these zones";
    } else if (refusal instanceof Refusal.AccountNotAuthorized) {
      return "give the token Account · Account Analytics · Read for this account";
    } else if (refusal instanceof Refusal.PathRefused || refusal instanceof Refusal.FieldRefused) {
      return "nothing: the plan does not include it, it is left out and tried again in an hour";
    } else if (refusal instanceof Refusal.RateLimited) {
      return "nothing: calls pause; lower graphqlQueriesPer5Minutes or restCallsPer5Minutes if the"
          + " token is shared";
    } else if (refusal instanceof Refusal.Diverted) {
      return "check CLOUDFLARE_API_BASE_URL and what is between here and Cloudflare: redirects are"
          + " not followed, for the token must not travel";
    } else if (refusal instanceof Refusal.TooLarge) {
      return "nothing: less is asked for at once";
    } else if (refusal instanceof Refusal.Schema) {
      return "report it: Cloudflare's schema no longer knows what is asked";
    }
    return on(cause.code());
  }

  private static String on(CloudflareException.Code code) {
    return switch (code) {
      case API_AUTH_FAILED ->
        "check that the token is valid and has the permission that is named,"
            + " else those of tokens.md";
      case API_TIMEOUT, API_UNAVAILABLE -> "nothing unless it lasts: the window is fetched later";
      case API_RATE_LIMITED,
          GRAPHQL_FIELD_ACCESS,
          GRAPHQL_ERROR,
          CONFIG_INVALID,
          VALIDATION_ERROR,
          UNKNOWN -> "nothing unless it lasts; if so, report it with the ray id";
    };
  }

  private Advice() {}
}
