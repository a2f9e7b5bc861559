package io.github.cfexporter.limiter;

/**
 * How many calls may leave in any 5 minutes.
 *
 * @param graphql of each credential, and of each account for calls that are account-based
 * @param rest of each credential
 * @param total of each credential, for its calls of both interfaces together
 */
public record Budgets(int graphql, int rest, int total) {
  /**
   * Cloudflare's general limit of a token; it counts GraphQL calls too, see
   * https://developers.cloudflare.com/fundamentals/api/reference/limits/.
   */
  private static final int GENERAL = 1200;

  /** A fifth is kept for what must not wait, and as much is the most that may be spared. */
  private static final int SPARE_OF = 5;

  public Budgets(int graphql, int rest) {
    this(graphql, rest, Math.max(GENERAL, rest));
    if (graphql < 1 || rest < 1) {
      throw new IllegalArgumentException("budgets must be 1 or more: " + graphql + ", " + rest);
    }
  }

  /** A part of each budget, rounded down, so that all parts together are never more than the whole. */
  Budgets share(int parts, int ofAll) {
    return parts == ofAll
        ? this
        : new Budgets(
            (int) ((long) graphql * parts / ofAll), (int) ((long) rest * parts / ofAll), (int)
                ((long) total * parts / ofAll));
  }

  /** What of the budgets calls may use that nothing waits for: others always find the rest. */
  Budgets butSpare() {
    return share(SPARE_OF - 1, SPARE_OF);
  }

  /** How many of these calls there may be. */
  int spare(Api api) {
    return of(api) / SPARE_OF;
  }

  public int of(Api api) {
    return api == Api.GRAPHQL ? graphql : rest;
  }
}
