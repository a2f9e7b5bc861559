package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Worlds with zones of every plan, and what was asked of their zones. */
final class PlansFixture {
  static final String ROLLUP = "httpRequests1mGroups";
  static final String OVERVIEW = "httpRequestsOverviewAdaptiveGroups";
  static final String EVENTS = "firewallEventsAdaptiveGroups";
  static final String EVENT_COUNTS = "firewallEventsAdaptiveByTimeGroups";
  static final String REQUESTS = "cloudflare_zone_requests_total";
  static final String COUNTRIES = "cloudflare_zone_requests_country_total";
  static final String STATUSES = "cloudflare_zone_requests_status_total";

  /** Zone lists are read often, so that a changed plan is noticed within minutes. */
  static final Map<String, String> WATCHFUL = Map.of("ZONE_LIST_CACHE_TTL_SECONDS", "60");

  static void assertExactAndFresh(Rig rig, Zone zone) {
    new Books(rig).assertExact();
    for (String source : List.of("http", "firewall")) {
      assertThat(rig.watermark(zone.accountId(), "http-metrics", source, zone.id()))
          .hasValueSatisfying(
              watermark -> assertThat(watermark).isGreaterThan(rig.now() / 1000 - 480));
    }
  }

  static World world(int free, int pro, int enterprise) {
    World world = new World(1);
    Set<Entitlement> everything = EnumSet.allOf(Entitlement.class);
    String account = world.addAccount("Account 0", everything).id();
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < Math.max(free, Math.max(pro, enterprise)); i++) {
      add(plans, Plan.FREE, i < free);
      add(plans, Plan.PRO, i < pro);
      add(plans, Plan.ENTERPRISE, i < enterprise);
    }
    for (int i = 0; i < plans.size(); i++) {
      world.addZone(account, "zone-" + i + ".example", plans.get(i), everything);
    }
    return world;
  }

  private static void add(List<Plan> plans, Plan plan, boolean wanted) {
    if (wanted) {
      plans.add(plan);
    }
  }

  static boolean free(Zone zone) {
    return zone.plan() == Plan.FREE;
  }

  static Map<String, String> named(Zone zone) {
    return Map.of("zone", zone.name());
  }

  static Set<String> datasets(Rig rig, Zone zone) {
    return datasets(nodes(rig, zone, 0));
  }

  /** Of the last two minutes. */
  static Set<String> latestDatasets(Rig rig, Zone zone) {
    return datasets(nodes(rig, zone, rig.now() - 120_000));
  }

  static Set<String> datasets(List<AskedNode> nodes) {
    return new TreeSet<>(nodes.stream().map(AskedNode::dataset).toList());
  }

  static List<AskedNode> nodes(Rig rig, Zone zone, long sinceMillis) {
    return rig.simulator().log().calls(call -> call.atMillis() >= sinceMillis).stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.scopes().contains(zone.id()))
        .toList();
  }

  static List<Call> refusals(Rig rig, long sinceMillis) {
    return rig.simulator()
        .log()
        .calls(call -> call.atMillis() >= sinceMillis && call.outcome().contains("does not have"));
  }

  private PlansFixture() {}
}
