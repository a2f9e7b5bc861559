package io.github.cfexporter.simulator;

import java.util.Set;

/**
 * One zone as it is now.
 *
 * @param id 32 hexadecimal digits, also called its tag
 * @param domain its name when it was added: hosts and load balancers are named after it, so that a
 *     rename changes no traffic
 */
public record Zone(
    String id,
    String accountId,
    String name,
    Plan plan,
    String status,
    boolean paused,
    Set<Entitlement> entitlements,
    String domain) {

  public Zone {
    entitlements = Set.copyOf(entitlements);
  }

  public boolean has(Entitlement entitlement) {
    return entitlements.contains(entitlement);
  }

  Zone named(String newName) {
    return new Zone(id, accountId, newName, plan, status, paused, entitlements, domain);
  }

  Zone on(Plan newPlan) {
    return new Zone(id, accountId, name, newPlan, status, paused, entitlements, domain);
  }

  Zone paused(boolean nowPaused) {
    return new Zone(id, accountId, name, plan, status, nowPaused, entitlements, domain);
  }

  Zone inStatus(String newStatus) {
    return new Zone(id, accountId, name, plan, newStatus, paused, entitlements, domain);
  }

  Zone entitledTo(Set<Entitlement> products) {
    return new Zone(id, accountId, name, plan, status, paused, products, domain);
  }
}
