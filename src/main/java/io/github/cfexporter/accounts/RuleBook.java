package io.github.cfexporter.accounts;

import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.counting.series.RuleNames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
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
  private final Map<String, Long> awaitedSince = new HashMap<>();
  private boolean reading;

  RuleBook(Rest rest, String account) {
    this.rest = rest;
    this.account = account;
  }

  /** Names of one zone's rules; empty until they were asked for once. */
  Optional<RuleNames> of(String zone) {
    return Optional.ofNullable(byZone.get(zone));
  }

  /** When the names of a zone were wanted first, in milliseconds since the epoch. */
  long awaitedSince(String zone) {
    return awaitedSince.getOrDefault(zone, Long.MAX_VALUE / 2);
  }

  /** Whether the names of some zone were never read, and nobody is reading. */
  boolean lacks(Collection<String> zones) {
    return !reading && !byZone.keySet().containsAll(zones);
  }

  /**
   * Reads the names of all zones again, those never read first, unless that is going on already.
   *
   * @param gone zones of which nothing is asked, while their names are kept
   */
  Future<Void> refresh(Collection<String> zones, Collection<String> gone, long now) {
    byZone.keySet().retainAll(zones);
    awaitedSince.keySet().retainAll(zones);
    zones.forEach(zone -> awaitedSince.putIfAbsent(zone, now));
    if (reading || zones.isEmpty()) {
      return Future.succeededFuture();
    }
    reading = true;
    List<String> order = new ArrayList<>(zones);
    order.removeAll(gone);
    order.sort(Comparator.comparing(byZone::containsKey));
    Promise<Void> end = Promise.promise();
    rest.accountRuleNames(account)
        .onSuccess(shared -> readAll(order, 0, shared, end))
        .onFailure(end::fail);
    return end.future().onComplete(done -> reading = false);
  }

  /** One promise for all zones: a chain of futures would be as deep as there are zones. */
  private void readAll(
      List<String> zones,
      int index,
      io.github.cfexporter.cloudflare.rest.RuleNames shared,
      Promise<Void> end) {
    if (index == zones.size()) {
      end.complete();
      return;
    }
    String zone = zones.get(index);
    rest.zoneRuleNames(zone)
        .onSuccess(own -> {
          keep(zone, own.and(shared));
          readAll(zones, index + 1, shared, end);
        })
        .onFailure(end::fail);
  }

  /** A list that could not be read leaves the names that were known before. */
  private void keep(String zone, io.github.cfexporter.cloudflare.rest.RuleNames names) {
    if (names.failures().isEmpty() || !byZone.containsKey(zone)) {
      byZone.put(zone, id -> Optional.ofNullable(names.byId().get(id)));
    }
  }
}
