package io.github.cfexporter.simulator.traffic;

import java.util.Arrays;
import java.util.Optional;

/** The dataset nodes that the simulator answers. */
public enum Dataset {
  HTTP_REQUESTS_1M("httpRequests1mGroups", Scope.ZONE, EventStream.REQUESTS),
  HTTP_REQUESTS("httpRequestsAdaptiveGroups", Scope.ZONE, EventStream.REQUESTS),
  HTTP_OVERVIEW("httpRequestsOverviewAdaptiveGroups", Scope.ZONE, EventStream.REQUESTS),
  FIREWALL("firewallEventsAdaptiveGroups", Scope.ZONE, EventStream.FIREWALL),
  FIREWALL_BY_TIME("firewallEventsAdaptiveByTimeGroups", Scope.ZONE, EventStream.FIREWALL),
  HEALTH_CHECKS("healthCheckEventsAdaptiveGroups", Scope.ZONE, EventStream.HEALTH_CHECKS),
  LOAD_BALANCING("loadBalancingRequestsAdaptiveGroups", Scope.ZONE, EventStream.LOAD_BALANCING),
  LOAD_BALANCING_RAW("loadBalancingRequestsAdaptive", Scope.ZONE, EventStream.LOAD_BALANCING),
  ZONE_LOGPUSH("logpushHealthAdaptiveGroups", Scope.ZONE, EventStream.ZONE_LOGPUSH),
  ACCOUNT_LOGPUSH("logpushHealthAdaptiveGroups", Scope.ACCOUNT, EventStream.ACCOUNT_LOGPUSH),
  WORKERS("workersInvocationsAdaptive", Scope.ACCOUNT, EventStream.WORKERS),
  TUNNELS("magicTransitTunnelHealthChecksAdaptiveGroups", Scope.ACCOUNT, EventStream.TUNNELS);

  public final String node;
  public final Scope scope;
  public final EventStream stream;

  Dataset(String node, Scope scope, EventStream stream) {
    this.node = node;
    this.scope = scope;
    this.stream = stream;
  }

  /** The field of Cloudflare's schema that a node hangs below. */
  public enum Scope {
    ZONE("zone", "Zone"),
    ACCOUNT("account", "Account");

    /** The word in refusals, and the name of the GraphQL type. */
    public final String word;

    final String typePrefix;

    Scope(String word, String typePrefix) {
      this.word = word;
      this.typePrefix = typePrefix;
    }
  }

  /** The dataset that a field of the GraphQL type {@code zone} or {@code account} names. */
  public static Optional<Dataset> named(Scope scope, String node) {
    return Arrays.stream(values())
        .filter(dataset -> dataset.scope == scope && dataset.node.equals(node))
        .findFirst();
  }

  /** The GraphQL type of a row. */
  public String type() {
    return scope.typePrefix + Character.toUpperCase(node.charAt(0)) + node.substring(1);
  }

  /** Rows are single events, not groups. */
  public boolean raw() {
    return this == LOAD_BALANCING_RAW;
  }

  /** Its sums are of requests and bytes, and of parts of them, as a page of figures shows. */
  boolean sumsUp() {
    return this == HTTP_REQUESTS_1M || this == HTTP_OVERVIEW;
  }

  /** A rollup knows no time finer than this, in seconds. */
  public long granularity() {
    return this == HTTP_REQUESTS_1M ? 60 : 1;
  }

  /** The second that a row of this dataset shows as its {@code datetime}. */
  public long rounded(long second) {
    return Math.floorDiv(second, granularity()) * granularity();
  }
}
