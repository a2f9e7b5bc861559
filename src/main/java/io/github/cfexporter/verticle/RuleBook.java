package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Rest;
import io.github.cfexporter.counting.RuleNames;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names of the firewall rules of one account's zones. They are read zone by zone, one call after the
 * other, so that a large account never floods the budget.
 */
final class RuleBook {
  private final Rest rest;
  private final String account;
  private final Map<String, RuleNames> byZone = new HashMap<>();
  private boolean reading;

  RuleBook(Rest rest, String account) {
    this.rest = rest;
    this.account = account;
  }

  /** Names of one zone's rules; empty until they were asked for once. */
  Optional<RuleNames> of(String zone) {
    return Optional.ofNullable(byZone.get(zone));
  }

  /** Reads the names of all zones again, unless that is going on already. */
  Future<Void> refresh(Collection<String> zones) {
    byZone.keySet().retainAll(zones);
    if (reading || zones.isEmpty()) {
      return Future.succeededFuture();
    }
    reading = true;
    return rest.accountRuleNames(account)
        .compose(shared -> readAll(java.util.List.copyOf(zones), 0, shared))
        .onComplete(done -> reading = false);
  }

  private Future<Void> readAll(
      java.util.List<String> zones, int index, io.github.cfexporter.cloudflare.RuleNames shared) {
    if (index == zones.size()) {
      return Future.succeededFuture();
    }
    String zone = zones.get(index);
    return rest.zoneRuleNames(zone).compose(own -> {
      keep(zone, own.and(shared));
      return readAll(zones, index + 1, shared);
    });
  }

  /** A list that could not be read leaves the names that were known before. */
  private void keep(String zone, io.github.cfexporter.cloudflare.RuleNames names) {
    if (names.failures().isEmpty() || !byZone.containsKey(zone)) {
      byZone.put(zone, id -> Optional.ofNullable(names.byId().get(id)));
    }
  }
}
