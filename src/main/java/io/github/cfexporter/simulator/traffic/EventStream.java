package io.github.cfexporter.simulator.traffic;

/**
 * A kind of thing that happens in a zone or an account.
 *
 * <p>Every second offers a few places, each of which holds an event with a given probability.
 */
enum EventStream {
  REQUESTS(4, 128),
  FIREWALL(1, 96),
  HEALTH_CHECKS(1, 64),
  LOAD_BALANCING(2, 128),
  ZONE_LOGPUSH(1, 32),
  ACCOUNT_LOGPUSH(1, 32),
  WORKERS(3, 128),
  TUNNELS(2, 160);

  /** Places for events in each second. */
  final int places;

  /** How many of 256 places hold an event. */
  final int occupied;

  EventStream(int places, int occupied) {
    this.places = places;
    this.occupied = occupied;
  }

  /** Whether people make it, so that there is less of it at night. */
  boolean followsPeople() {
    return switch (this) {
      case REQUESTS, FIREWALL, LOAD_BALANCING, WORKERS -> true;
      case HEALTH_CHECKS, ZONE_LOGPUSH, ACCOUNT_LOGPUSH, TUNNELS -> false;
    };
  }

  /** Whether it happens in zones; otherwise in accounts. */
  boolean ofZones() {
    return switch (this) {
      case REQUESTS, FIREWALL, HEALTH_CHECKS, LOAD_BALANCING, ZONE_LOGPUSH -> true;
      case ACCOUNT_LOGPUSH, WORKERS, TUNNELS -> false;
    };
  }
}
