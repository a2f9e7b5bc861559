package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.bus.RestAsk;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Payer;

/**
 * What fails and recovers together: calls of one sort about one account.
 *
 * @param credential short id of what authorizes the calls; empty for the only one
 * @param account empty for calls that are about none
 * @param subject {@code zones} or {@code account} over GraphQL, for which the token needs different
 *     permissions; over REST the path without ids, such as {@code /zones/*}{@code /rulesets}
 */
public record Route(Api api, String credential, String account, String subject) {
  private static final String ZONES = "zones";

  public static Route graphql(String credential, String account, boolean zones) {
    return new Route(Api.GRAPHQL, credential, account, zones ? ZONES : "account");
  }

  /** Whether it is about zones, as opposed to the account itself. */
  public boolean isOfZones() {
    return subject.equals(ZONES);
  }

  /** What is not known while it fails, in words for the beginning of a sentence. */
  public String analytics() {
    if (account.isEmpty()) {
      return "Analytics";
    }
    return (isOfZones() ? "Analytics of the zones of account " : "Analytics of account ") + account;
  }

  public static Route rest(RestAsk ask) {
    String path = ask.pathAndQuery().replaceFirst("\\?.*", "");
    return new Route(
        Api.REST,
        ask.credential(),
        ask.account(),
        path.replaceAll("(accounts|zones|rulesets)/[^/]+", "$1/*"));
  }

  /**
   * Whose budget its calls count against.
   *
   * @param accountBased of no meaning over REST, where the credential always pays
   */
  public Payer payer(boolean accountBased) {
    return api == Api.REST
        ? Payer.rest(credential, account)
        : Payer.graphql(credential, account, accountBased);
  }

  @Override
  public String toString() {
    String who = credential.isEmpty() ? "" : "credential=" + credential + " ";
    return who + "account=" + account + " api=" + api.word() + " subject=" + subject;
  }
}
