package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.schema.DatasetType;
import java.util.HashMap;
import java.util.Map;

/**
 * A kind of thing that happens in a zone or an account.
 *
 * <p>Every second offers a few places, each of which holds an event with a given probability.
 *
 * @param name what its events are a hash of, beside where and when they happen
 * @param ofZones whether it happens in zones; otherwise in accounts
 * @param places places for events in each second
 * @param occupied how many of 256 places hold an event
 * @param followsPeople whether people make it, so that there is less of it at night
 */
record EventStream(String name, boolean ofZones, int places, int occupied, boolean followsPeople) {
  static final EventStream REQUESTS = new EventStream("REQUESTS", true, 4, 128, true);
  static final EventStream FIREWALL = new EventStream("FIREWALL", true, 1, 96, true);
  static final EventStream HEALTH_CHECKS = new EventStream("HEALTH_CHECKS", true, 1, 64, false);
  static final EventStream LOAD_BALANCING = new EventStream("LOAD_BALANCING", true, 2, 128, true);
  static final EventStream ZONE_LOGPUSH = new EventStream("ZONE_LOGPUSH", true, 1, 32, false);
  static final EventStream ACCOUNT_LOGPUSH =
      new EventStream("ACCOUNT_LOGPUSH", false, 1, 32, false);
  static final EventStream WORKERS = new EventStream("WORKERS", false, 3, 128, true);
  static final EventStream TUNNELS = new EventStream("TUNNELS", false, 2, 160, false);

  /** Of 256 seconds: three or four events a minute. */
  private static final int SYNTHETIC = 16;

  /** Streams that a class describes, by the types of rows that their events are seen in. */
  private static final Map<String, EventStream> DESCRIBED = new HashMap<>();

  static {
    DESCRIBED.put("ZoneHttpRequests1mGroups", REQUESTS);
    DESCRIBED.put("ZoneHttpRequestsAdaptiveGroups", REQUESTS);
    DESCRIBED.put("ZoneHttpRequestsOverviewAdaptiveGroups", REQUESTS);
    DESCRIBED.put("ZoneFirewallEventsAdaptiveGroups", FIREWALL);
    DESCRIBED.put("ZoneFirewallEventsAdaptiveByTimeGroups", FIREWALL);
    DESCRIBED.put("ZoneHealthCheckEventsAdaptiveGroups", HEALTH_CHECKS);
    DESCRIBED.put("ZoneLoadBalancingRequestsAdaptiveGroups", LOAD_BALANCING);
    DESCRIBED.put("ZoneLoadBalancingRequestsAdaptive", LOAD_BALANCING);
    DESCRIBED.put("ZoneLogpushHealthAdaptiveGroups", ZONE_LOGPUSH);
    DESCRIBED.put("AccountLogpushHealthAdaptiveGroups", ACCOUNT_LOGPUSH);
    DESCRIBED.put("AccountWorkersInvocationsAdaptive", WORKERS);
    DESCRIBED.put("AccountMagicTransitTunnelHealthChecksAdaptiveGroups", TUNNELS);
  }

  /** What the rows of a dataset are about: a stream of its own unless a class describes it. */
  static EventStream of(DatasetType type) {
    EventStream described = DESCRIBED.get(type.name());
    return described == null
        ? new EventStream(type.name(), type.ofZones(), 1, SYNTHETIC, false)
        : described;
  }

  boolean isDescribed() {
    return DESCRIBED.containsValue(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
