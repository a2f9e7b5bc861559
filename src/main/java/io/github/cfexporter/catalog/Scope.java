package io.github.cfexporter.catalog;

/** What one question of a query kind covers. */
public enum Scope {
  /** One account per GraphQL node. */
  ACCOUNT,
  /** Up to ten zones of one account per GraphQL node. */
  ZONE,
  /** REST calls, zone by zone. */
  REST
}
