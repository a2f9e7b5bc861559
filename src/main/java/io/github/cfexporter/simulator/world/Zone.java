package io.github.cfexporter.simulator.world;

import io.github.cfexporter.simulator.traffic.Dataset;
import java.util.Set;

/**
 * One zone as it is now.
 *
 * @param id 32 hexadecimal digits, also called its tag
 * @param domain its name when it was added: hosts and load balancers are named after it, so that a
 *     rename changes no traffic
 * @param closed datasets, and fields of them as {@code dataset.field}, that are not open to it
 *     whatever its plan says
 */
public record Zone(
    String id,
    String accountId,
    String name,
    Plan plan,
    String status,
    boolean paused,
    Set<Entitlement> entitlements,
    String domain,
    Set<String> closed) {

  public Zone {
    entitlements = Set.copyOf(entitlements);
    closed = Set.copyOf(closed);
  }

  public boolean has(Entitlement entitlement) {
    return entitlements.contains(entitlement);
  }

  Zone named(String newName) {
    return new Zone(id, accountId, newName, plan, status, paused, entitlements, domain, closed);
  }

  Zone on(Plan newPlan) {
    return new Zone(id, accountId, name, newPlan, status, paused, entitlements, domain, closed);
  }

  Zone paused(boolean nowPaused) {
    return new Zone(id, accountId, name, plan, status, nowPaused, entitlements, domain, closed);
  }

  Zone inStatus(String newStatus) {
    return new Zone(id, accountId, name, plan, newStatus, paused, entitlements, domain, closed);
  }

  Zone entitledTo(Set<Entitlement> products) {
    return new Zone(id, accountId, name, plan, status, paused, products, domain, closed);
  }

  Zone closing(Set<String> names) {
    return new Zone(id, accountId, name, plan, status, paused, entitlements, domain, names);
  }

  public boolean isClosed(Dataset dataset) {
    return closed.contains(dataset.node);
  }

  public boolean isClosed(Dataset dataset, String field) {
    return closed.contains(dataset.node + "." + field);
  }
}
