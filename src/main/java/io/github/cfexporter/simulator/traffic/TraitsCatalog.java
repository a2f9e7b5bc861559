package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.util.List;
import java.util.function.Function;

/**
 * The sorts of events that a zone or account has, most frequent first. They never depend on plan or
 * products: those decide who may ask, not what happens.
 */
final class TraitsCatalog {

  /** Empty when there is no such zone or account (any more). */
  static List<Traits> of(World world, String scopeId, EventStream stream) {
    return switch (stream) {
      case REQUESTS -> ofZone(world, scopeId, RequestTraits::of);
      case FIREWALL -> ofZone(world, scopeId, FirewallTraits::of);
      case HEALTH_CHECKS -> ofZone(world, scopeId, OriginTraits::healthChecks);
      case LOAD_BALANCING -> ofZone(world, scopeId, OriginTraits::loadBalancing);
      case ZONE_LOGPUSH -> ofZone(world, scopeId, zone -> LogpushTraits.of(zone.id()));
      case ACCOUNT_LOGPUSH -> ofAccount(world, scopeId, account -> LogpushTraits.of(account.id()));
      case WORKERS -> ofAccount(world, scopeId, WorkerTraits::of);
      case TUNNELS -> ofAccount(world, scopeId, account -> TunnelTraits.all());
    };
  }

  private static List<Traits> ofZone(World world, String id, Function<Zone, List<Traits>> sorts) {
    return world.zone(id).map(sorts).orElse(List.of());
  }

  private static List<Traits> ofAccount(
      World world, String id, Function<Account, List<Traits>> sorts) {
    return world.account(id).map(sorts).orElse(List.of());
  }

  private TraitsCatalog() {}
}
