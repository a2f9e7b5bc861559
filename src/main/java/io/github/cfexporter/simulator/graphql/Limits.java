package io.github.cfexporter.simulator.graphql;

import static io.github.cfexporter.simulator.world.Entitlement.HEALTH_CHECKS;
import static io.github.cfexporter.simulator.world.Entitlement.LOAD_BALANCING;
import static io.github.cfexporter.simulator.world.Entitlement.LOGPUSH;
import static io.github.cfexporter.simulator.world.Entitlement.MAGIC_TRANSIT;
import static io.github.cfexporter.simulator.world.Entitlement.WORKERS;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Zone;

/**
 * What a zone or account may do with a dataset, as {@code settings} tells and refusals enforce.
 *
 * @param maxDuration widest range, in seconds
 * @param notOlderThan how far back a range may begin, in seconds
 * @param maxNumberOfFields most leaves in one node: 30 for accounts and 70 for zones, as seen live
 */
record Limits(boolean enabled, long maxDuration, long notOlderThan, int maxNumberOfFields) {
  private static final long DAY = 86_400;
  private static final int ZONE_FIELDS = 70;
  private static final int ACCOUNT_FIELDS = 30;

  /** Days by plan, free first; where sources disagree the narrower figure. */
  private static final long[] REQUEST_DURATION = {1, 7, 31, 31};

  private static final long[] REQUEST_RETENTION = {8, 31, 31, 90};
  private static final long[] FIREWALL_DURATION = {1, 3, 3, 30};
  private static final long[] FIREWALL_RETENTION = {1, 3, 3, 31};

  static Limits of(Dataset dataset, Zone zone) {
    Limits ofPlan = ofPlan(dataset, zone);
    return zone.isClosed(dataset)
        ? new Limits(false, ofPlan.maxDuration, ofPlan.notOlderThan, ofPlan.maxNumberOfFields)
        : ofPlan;
  }

  private static Limits ofPlan(Dataset dataset, Zone zone) {
    int tier = zone.plan().tier();
    boolean paid = zone.plan() != Plan.FREE;
    return switch (dataset) {
      case HTTP_REQUESTS_1M -> zone(paid, 1, 1);
      case HTTP_REQUESTS, HTTP_OVERVIEW ->
        zone(true, REQUEST_DURATION[tier], REQUEST_RETENTION[tier]);
      case FIREWALL -> zone(paid, FIREWALL_DURATION[tier], FIREWALL_RETENTION[tier]);
      case FIREWALL_BY_TIME -> zone(true, FIREWALL_DURATION[tier], FIREWALL_RETENTION[tier]);
      case HEALTH_CHECKS -> zone(paid && zone.has(HEALTH_CHECKS), 3, 31);
      case LOAD_BALANCING, LOAD_BALANCING_RAW ->
        zone(paid && zone.has(LOAD_BALANCING), tier > 1 ? 30 : 3, 31);
      case ZONE_LOGPUSH -> zone(paid && zone.has(LOGPUSH), 7, 31);
      case ACCOUNT_LOGPUSH, WORKERS, TUNNELS ->
        throw new IllegalArgumentException(dataset + " is no dataset of a zone");
    };
  }

  static Limits of(Dataset dataset, Account account) {
    return switch (dataset) {
      case WORKERS -> account(account.has(WORKERS), 31, 93);
      case ACCOUNT_LOGPUSH -> account(account.has(LOGPUSH), 7, 31);
      case TUNNELS -> account(account.has(MAGIC_TRANSIT), 7, 93);
      case HTTP_REQUESTS_1M,
          HTTP_REQUESTS,
          HTTP_OVERVIEW,
          FIREWALL,
          FIREWALL_BY_TIME,
          HEALTH_CHECKS,
          LOAD_BALANCING,
          LOAD_BALANCING_RAW,
          ZONE_LOGPUSH ->
        throw new IllegalArgumentException(dataset + " is no dataset of an account");
    };
  }

  private static Limits zone(boolean enabled, long durationDays, long retentionDays) {
    return new Limits(enabled, durationDays * DAY, retentionDays * DAY, ZONE_FIELDS);
  }

  private static Limits account(boolean enabled, long durationDays, long retentionDays) {
    return new Limits(enabled, durationDays * DAY, retentionDays * DAY, ACCOUNT_FIELDS);
  }
}
