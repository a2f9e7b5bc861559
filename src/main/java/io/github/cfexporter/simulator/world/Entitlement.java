package io.github.cfexporter.simulator.world;

/** A product beyond the plan that opens a dataset, or some of its fields, to a zone or an account. */
public enum Entitlement {
  BOT_MANAGEMENT,
  LOAD_BALANCING,
  HEALTH_CHECKS,
  LOGPUSH,
  WORKERS,
  MAGIC_TRANSIT
}
