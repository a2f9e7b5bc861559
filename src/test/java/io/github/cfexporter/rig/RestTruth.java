package io.github.cfexporter.rig;

import io.github.cfexporter.accounts.Names;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.CustomHostname;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.LoadBalancer;
import io.github.cfexporter.simulator.world.LoadBalancer.Origin;
import io.github.cfexporter.simulator.world.LoadBalancer.Pool;
import io.github.cfexporter.simulator.world.Named;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tunnel;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the families read over REST must be, from what there is in the world and without their files. */
final class RestTruth {
  private static final Instant FIRST_CERTIFICATE = Instant.parse("2020-01-01T11:20:25.403Z");

  private final World world;
  private final long second;
  private final Map<String, Map<Map<String, String>, Double>> families = new HashMap<>();

  /** @param second at which it was read, since the epoch */
  RestTruth(World world, long second) {
    this.world = world;
    this.second = second;
    world.accounts().forEach(this::account);
    world.zones().forEach(this::zone);
  }

  /** Samples by labels; fails for a family of which nothing is written down here. */
  Map<Map<String, String>, Double> of(String family) {
    return Optional.ofNullable(families.get(family))
        .orElseThrow(() -> new AssertionError("no truth is known of " + family));
  }

  private void account(Account account) {
    Adder adder = new Adder(Map.of("account", Names.account(account.name())));
    LoadBalancer.allPools(account.id()).forEach(pool -> pool(adder, pool));
    Tunnel.of(account).stream()
        .filter(tunnel -> !tunnel.deleted())
        .forEach(tunnel -> tunnel(adder, tunnel));
    Named.queues(account)
        .forEach(queue -> adder.add(
            "cloudflare_queue_info", 1, "queue_id", queue.id(), "queue_name", queue.name()));
    Named.databases(account)
        .forEach(database -> adder.add(
            "cloudflare_d1_database_info",
            1,
            "database_id",
            database.id(),
            "database_name",
            database.name()));
    Named.namespaces(account)
        .forEach(namespace -> adder.add(
            "cloudflare_kv_namespace_info",
            1,
            "namespace_id",
            namespace.id(),
            "namespace_name",
            namespace.name()));
  }

  private void pool(Adder adder, Pool pool) {
    String name = pool.name();
    adder.add("cloudflare_pool_enabled", pool.enabled() ? 1 : 0, "pool_name", name);
    if (!pool.enabled() || !pool.monitored()) {
      return;
    }
    for (String region : LoadBalancer.REGIONS) {
      double healthy = pool.healthyAt(second) ? 1 : 0;
      adder.add("cloudflare_pool_healthy", healthy, "pool_name", name, "region", region);
    }
    pool.origins().forEach(origin -> origin(adder, pool, origin));
  }

  private void origin(Adder adder, Pool pool, Origin origin) {
    Adder ofOrigin = adder.with(Map.of(
        "pool_name", pool.name(), "origin_name", origin.name(), "address", origin.address()));
    double everywhere = 1;
    boolean checked = false;
    for (String region : LoadBalancer.REGIONS) {
      Optional<Boolean> told = pool.healthyAt(origin, region, second);
      if (told.isPresent()) {
        checked = true;
        double healthy = told.get() ? 1 : 0;
        everywhere = Math.min(everywhere, healthy);
        ofOrigin.add("cloudflare_pool_origin_region_healthy", healthy, "region", region);
        if (told.get()) {
          double seconds = pool.roundTrip(origin, region) / 10_000.0;
          ofOrigin.add("cloudflare_pool_origin_rtt_seconds", seconds, "region", region);
        }
      }
    }
    if (checked) {
      ofOrigin.add("cloudflare_pool_origin_healthy", everywhere);
    }
  }

  private void tunnel(Adder account, Tunnel tunnel) {
    Adder adder = account.with(Map.of("tunnel_id", tunnel.id()));
    adder.add(
        "cloudflare_tunnel_info", 1, "tunnel_name", tunnel.name(), "tunnel_type", tunnel.type());
    for (String status : List.of("healthy", "degraded", "down", "inactive")) {
      double has = tunnel.status().equals(status) ? 1 : 0;
      adder.add("cloudflare_tunnel_status", has, "status", status);
    }
    for (Tunnel.Connector connector : tunnel.connectors()) {
      Adder ofConnector = adder.with(Map.of("client_id", connector.id()));
      ofConnector.add(
          "cloudflare_tunnel_connector_info",
          1,
          "version",
          connector.version(),
          "arch",
          connector.arch(),
          "origin_ip",
          connector.originIp());
      ofConnector.add("cloudflare_tunnel_connector_active_connections", connector.connections());
    }
  }

  private void zone(Zone zone) {
    Account account = world.account(zone.accountId()).orElseThrow();
    Adder adder = new Adder(Map.of("account", Names.account(account.name()), "zone", zone.name()));
    for (CustomHostname hostname : CustomHostname.of(zone)) {
      boolean secured = !hostname.sslStatus().isEmpty();
      adder.add(
          "cloudflare_zone_custom_hostnames",
          1,
          "status",
          hostname.status(),
          "ssl_status",
          secured ? hostname.sslStatus() : "none",
          "certificate_authority",
          secured ? hostname.authority() : "");
    }
    certificates(adder, zone);
    if (zone.has(Entitlement.LOAD_BALANCING)) {
      LoadBalancer.of(zone).forEach(balancer -> weights(adder, balancer));
    }
  }

  private void weights(Adder adder, LoadBalancer balancer) {
    for (Pool pool : balancer.pools()) {
      pool.origins().stream()
          .filter(Origin::enabled)
          .forEach(origin -> adder.add(
              "cloudflare_zone_lb_origin_weight",
              origin.weight(),
              "lb_name",
              balancer.name(),
              "pool_name",
              pool.name(),
              "origin_name",
              origin.name()));
    }
  }

  /** The one that expires first: valid for 87 days, renewed every 60. */
  private void certificates(Adder adder, Zone zone) {
    long first = FIRST_CERTIFICATE.toEpochMilli()
        + Duration.ofDays(Hash.below(60, zone.id())).toMillis();
    long period = Duration.ofDays(60).toMillis();
    long uploaded = first + (second * 1_000 - first) / period * period;
    certificate(adder, "universal", "active", uploaded + Duration.ofDays(87).toMillis());
    if (zone.plan() == Plan.ENTERPRISE) {
      certificate(adder, "sni_custom", "expired", uploaded - Duration.ofDays(3).toMillis());
    }
  }

  private void certificate(Adder adder, String type, String status, long expiresAt) {
    adder.add(
        "cloudflare_zone_certificate_validation_status",
        expiresAt / 1_000.0,
        "type",
        type,
        "issuer",
        "LetsEncrypt",
        "status",
        status);
  }

  /** Adds up samples that have some labels. */
  private final class Adder {
    private final Map<String, String> labels;

    Adder(Map<String, String> labels) {
      this.labels = labels;
    }

    Adder with(Map<String, String> more) {
      Map<String, String> all = new HashMap<>(labels);
      all.putAll(more);
      return new Adder(all);
    }

    void add(String family, double value, String... more) {
      Map<String, String> all = new HashMap<>(labels);
      for (int i = 0; i < more.length; i += 2) {
        all.put(more[i], more[i + 1]);
      }
      families.computeIfAbsent(family, name -> new HashMap<>()).merge(all, value, Double::sum);
    }
  }
}
