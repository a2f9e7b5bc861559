package io.github.cfexporter.catalog;

/** What one question of a query kind covers. */
public enum Scope {
  /** One account per GraphQL node, or by REST calls. */
  ACCOUNT,
  /** Up to ten zones of one account per GraphQL node, or one zone by REST calls. */
  ZONE
}
