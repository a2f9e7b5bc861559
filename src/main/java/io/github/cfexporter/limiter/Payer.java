package io.github.cfexporter.limiter;

import java.util.regex.Pattern;

/**
 * Whose budgets a call counts against, see
 * https://developers.cloudflare.com/analytics/graphql-api/limits/. Every call counts against the
 * general budget of its credential; beside that a REST call against the credential's REST budget, a
 * GraphQL call against the credential's GraphQL budget or, sent with {@code X-Rate-Limit-Type:
 * account-based}, against that of its account.
 *
 * @param credential short id of what the call is authorized with, never the secret; empty for the
 *     only one
 * @param account that the call is about; empty when it is about none
 */
public record Payer(Api api, String credential, String account, Counted counted) {
  /** With an account's tag of 32 and the separators, what a database column of 64 takes. */
  private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9._-]{0,20}");

  private static final String SEPARATOR = "/";

  /** Which GraphQL budget is meant; a REST call only knows the credential's. */
  public enum Counted {
    CREDENTIAL,
    ACCOUNT,
    /** A release that did not tell them apart has written it: it may be either. */
    EITHER
  }

  public Payer {
    if (!CREDENTIAL.matcher(credential).matches()) {
      throw new IllegalArgumentException("not usable as the id of a credential: it must have 20"
          + " letters, digits, dots or dashes at most, not " + credential.length() + " signs");
    }
    if (counted == Counted.ACCOUNT && (api != Api.GRAPHQL || account.isEmpty())) {
      throw new IllegalArgumentException("only GraphQL calls about an account are account-based");
    }
  }

  public static Payer rest(String credential, String account) {
    return new Payer(Api.REST, credential, account, Counted.CREDENTIAL);
  }

  /**
   * The payer of a GraphQL call.
   *
   * @param accountBased whether the call carries the header that makes its account pay
   */
  public static Payer graphql(String credential, String account, boolean accountBased) {
    Counted counted = accountBased ? Counted.ACCOUNT : Counted.CREDENTIAL;
    return new Payer(Api.GRAPHQL, credential, account, counted);
  }

  /** Reads what {@link #spelled} has written, or the bare account that older releases wrote. */
  public static Payer parse(Api api, String spelled) {
    String[] parts = spelled.split(SEPARATOR, -1);
    return parts.length == 3
        ? new Payer(api, parts[1], parts[0], Counted.valueOf(parts[2]))
        : new Payer(api, "", spelled, Counted.EITHER);
  }

  /** Everything but the interface, in a form that older releases take for an account. */
  public String spelled() {
    return counted == Counted.EITHER
        ? account
        : String.join(SEPARATOR, account, credential, counted.name());
  }

  /** Whether the call is sent with the header that makes its account pay. */
  public boolean isAccountBased() {
    return counted == Counted.ACCOUNT;
  }

  boolean mayCountByCredential() {
    return counted != Counted.ACCOUNT;
  }

  boolean mayCountByAccount() {
    return api == Api.GRAPHQL && counted != Counted.CREDENTIAL && !account.isEmpty();
  }
}
