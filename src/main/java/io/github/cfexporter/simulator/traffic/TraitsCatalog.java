package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.schema.Synthesis;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The sorts of events that a zone or account has, most frequent first. They never depend on plan or
 * products: those decide who may ask, not what happens. What no class describes is synthetic: whole
 * streams, and fields of the schema that the described ones lack.
 */
final class TraitsCatalog {
  private static final Map<EventStream, Function<Zone, List<Traits>>> OF_ZONES = Map.of(
      EventStream.REQUESTS, RequestTraits::of,
      EventStream.FIREWALL, FirewallTraits::of,
      EventStream.HEALTH_CHECKS, OriginTraits::healthChecks,
      EventStream.LOAD_BALANCING, OriginTraits::loadBalancing,
      EventStream.ZONE_LOGPUSH, zone -> LogpushTraits.of(zone.id()));

  private static final Map<EventStream, Function<Account, List<Traits>>> OF_ACCOUNTS = Map.of(
      EventStream.ACCOUNT_LOGPUSH, account -> LogpushTraits.of(account.id()),
      EventStream.WORKERS, WorkerTraits::of,
      EventStream.TUNNELS, account -> TunnelTraits.all());

  /** Empty when there is no such zone or account (any more). */
  static List<Traits> of(World world, String scopeId, EventStream stream) {
    List<Traits> described = stream.ofZones()
        ? world
            .zone(scopeId)
            .map(OF_ZONES.getOrDefault(stream, zone -> blank()))
            .orElse(List.of())
        : world
            .account(scopeId)
            .map(OF_ACCOUNTS.getOrDefault(stream, account -> blank()))
            .orElse(List.of());
    List<Traits> complete = new ArrayList<>();
    for (Traits traits : described) {
      int sort = complete.size();
      complete.add(traits.completedBy(some -> completed(some, scopeId, stream, sort)));
    }
    return complete;
  }

  private static Traits completed(Traits described, String scopeId, EventStream stream, int sort) {
    Traits complete = described;
    for (Dataset dataset : Dataset.over(stream)) {
      complete = complete.orElse(
          Synthesis.dimensions(dataset.declaration, scopeId, sort),
          dataset.sumsUp() ? Map.of() : Synthesis.measures(dataset.declaration, sort));
    }
    return complete;
  }

  private static List<Traits> blank() {
    return Collections.nCopies(Synthesis.SORTS, Traits.builder().build());
  }

  private TraitsCatalog() {}
}
