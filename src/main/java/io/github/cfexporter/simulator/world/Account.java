package io.github.cfexporter.simulator.world;

import java.util.Set;

/**
 * One account as it is now.
 *
 * @param id 32 hexadecimal digits, also called its tag
 * @param nodesPerDocument most zones × nodes that one GraphQL document may ask of it
 */
public record Account(String id, String name, Set<Entitlement> entitlements, int nodesPerDocument) {
  public static final int USUAL_NODES_PER_DOCUMENT = 50;

  public Account {
    entitlements = Set.copyOf(entitlements);
  }

  public boolean has(Entitlement entitlement) {
    return entitlements.contains(entitlement);
  }

  Account named(String newName) {
    return new Account(id, newName, entitlements, nodesPerDocument);
  }

  Account entitledTo(Set<Entitlement> products) {
    return new Account(id, name, products, nodesPerDocument);
  }

  Account allowing(int nodes) {
    return new Account(id, name, entitlements, nodes);
  }
}
