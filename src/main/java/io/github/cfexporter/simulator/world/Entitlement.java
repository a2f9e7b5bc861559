package io.github.cfexporter.simulator.world;

/** A product beyond the plan that opens a dataset, or some of its fields, to a zone or an account. */
public enum Entitlement {
  BOT_MANAGEMENT,
  LOAD_BALANCING,
  HEALTH_CHECKS,
  LOGPUSH,
  WORKERS,
  MAGIC_TRANSIT,

  /** The contract of an account; zones have it by their plan. */
  ENTERPRISE,

  /** What needs the paid plan of Workers: queues, durable objects, containers and the like. */
  WORKERS_PAID,
  WORKERS_AI,
  R2,
  ZERO_TRUST,
  STREAM,
  CALLS,
  IMAGES,
  SPECTRUM,
  WAITING_ROOM,
  CACHE_RESERVE,
  PAGE_SHIELD,
  API_SHIELD
}
