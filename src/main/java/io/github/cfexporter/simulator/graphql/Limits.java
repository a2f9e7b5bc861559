package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.schema.Opening;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Entitlement;
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

  static Limits of(Dataset dataset, Zone zone) {
    Opening opening = dataset.declaration.opening();
    boolean enabled = zone.plan().tier() >= opening.plan().tier()
        && opening.product().stream().allMatch(zone::has)
        && !zone.isClosed(dataset);
    return of(opening, enabled, zone.plan(), ZONE_FIELDS);
  }

  static Limits of(Dataset dataset, Account account) {
    Opening opening = dataset.declaration.opening();
    boolean contract = account.has(Entitlement.ENTERPRISE);
    boolean enabled = (contract || opening.plan() == Plan.FREE)
        && opening.product().stream().allMatch(account::has);
    return of(opening, enabled, contract ? Plan.ENTERPRISE : Plan.FREE, ACCOUNT_FIELDS);
  }

  private static Limits of(Opening opening, boolean enabled, Plan plan, int fields) {
    return new Limits(
        enabled, opening.windowDays(plan) * DAY, opening.retentionDays(plan) * DAY, fields);
  }
}
