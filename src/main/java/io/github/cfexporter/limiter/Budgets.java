package io.github.cfexporter.limiter;

/**
 * How many calls may leave in any 5 minutes.
 *
 * @param graphql of one token, or of each account when {@code perAccount}
 * @param rest of one token
 * @param total of both together, of one token
 * @param perAccount whether Cloudflare was asked to count GraphQL calls account by account, see
 *     https://developers.cloudflare.com/analytics/graphql-api/limits/
 */
public record Budgets(int graphql, int rest, int total, boolean perAccount) {
  /**
   * Cloudflare's general limit of a token; it counts GraphQL calls too, see
   * https://developers.cloudflare.com/fundamentals/api/reference/limits/.
   */
  private static final int GENERAL = 1200;

  public Budgets(int graphql, int rest, boolean perAccount) {
    this(graphql, rest, Math.max(GENERAL, rest), perAccount);
    if (graphql < 1 || rest < 1) {
      throw new IllegalArgumentException("budgets must be 1 or more: " + graphql + ", " + rest);
    }
  }

  /** A part of each budget, rounded down, so that all parts together are never more than the whole. */
  Budgets share(int parts, int ofAll) {
    return parts == ofAll
        ? this
        : new Budgets(
            (int) ((long) graphql * parts / ofAll),
            (int) ((long) rest * parts / ofAll),
            (int) ((long) total * parts / ofAll),
            perAccount);
  }

  public int of(Api api) {
    return api == Api.GRAPHQL ? graphql : rest;
  }
}
