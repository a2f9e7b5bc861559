package io.github.cfexporter.settings.values;

/** Whose budget a GraphQL query is charged to. */
public enum RateLimitMode {
  /** One budget for everything that the API token asks. */
  TOKEN,
  /** One budget per account, asked for with {@code X-Rate-Limit-Type: account-based}. */
  ACCOUNT,
  /** One budget for the API token until that holds data back, then one per account. */
  AUTO
}
