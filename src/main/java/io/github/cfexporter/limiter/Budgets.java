package io.github.cfexporter.limiter;

/**
 * How many calls may leave in any 5 minutes.
 *
 * @param graphql of one token, or of each account when {@code perAccount}
 * @param rest of one token
 * @param perAccount whether Cloudflare was asked to count GraphQL calls account by account, see
 *     https://developers.cloudflare.com/analytics/graphql-api/limits/
 */
public record Budgets(int graphql, int rest, boolean perAccount) {
  /**
   * Cloudflare's general limit of a token; it counts GraphQL calls too, see
   * https://developers.cloudflare.com/fundamentals/api/reference/limits/.
   */
  private static final int GENERAL = 1200;

  public Budgets {
    if (graphql < 1 || rest < 1) {
      throw new IllegalArgumentException("budgets must be 1 or more: " + graphql + ", " + rest);
    }
  }

  int of(Api api) {
    return api == Api.GRAPHQL ? graphql : rest;
  }

  /** The ceiling over both interfaces. */
  public int total() {
    return Math.max(GENERAL, rest);
  }
}
