package io.github.cfexporter;

/** A file of a user's own, for tests in which a query kind comes and goes. */
public final class ShopKind {
  /** Its only family. */
  public static final String REQUESTS = "cloudflare_zone_shop_requests_total";

  public static final String FILE = """
      kind: shop
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          labels: {cache: dimensions.cacheStatus}
          metrics:
            - name: cloudflare_zone_shop_requests_total
              help: Requests by cache status.
              counter: count
      """;

  private ShopKind() {}
}
