package io.github.cfexporter.verticle;

import io.github.cfexporter.limiter.Api;

/**
 * What fails and recovers together: calls of one sort about one account.
 *
 * @param account empty for calls that are about none
 * @param subject {@code zones} or {@code account} over GraphQL, for which the token needs different
 *     permissions; over REST the path without ids, such as {@code /zones/*}{@code /rulesets}
 */
record Way(Api api, String account, String subject) {
  static Way graphql(String account, boolean zones) {
    return new Way(Api.GRAPHQL, account, zones ? "zones" : "account");
  }

  static Way rest(RestAsk ask) {
    String path = ask.pathAndQuery().replaceFirst("\\?.*", "");
    return new Way(
        Api.REST, ask.account(), path.replaceAll("(accounts|zones|rulesets)/[^/]+", "$1/*"));
  }

  @Override
  public String toString() {
    return "account=" + account + " api=" + api.word() + " subject=" + subject;
  }
}
