package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.simulator.CallLog;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all query kinds cost where most products are not used, as they are: their sources give no row
 * for a day and are asked rarely then.
 */
@Tag("rig")
class AllKindsCostTest {
  private static final double MOST = 1.3;

  /** As many as there is time for; with 100, {@code -Drig.zones=100}, it takes two minutes. */
  private static final int ZONES = Integer.getInteger("rig.zones", 20);

  private static final long BEGIN = Rig.START_MILLIS / 1000;

  /** Something happens for a few minutes of the second day, which makes lively what is in use. */
  private static final long NOISE = BEGIN + Duration.ofHours(24).plusMinutes(30).toSeconds();

  private static final long QUIET = NOISE + Duration.ofMinutes(6).toSeconds();
  /** What comes before the quarter of an hour is not looked at. */
  private static final Map<String, String> SELDOM =
      Map.of("METRIC_REFRESH_INTERVAL_SECONDS", "900");

  private static final long END = NOISE + Duration.ofHours(20).toSeconds();

  /** What everybody has who has a site at Cloudflare. */
  private static final Set<String> USED = Set.of(
      "httpRequests1mGroups",
      "httpRequestsAdaptiveGroups",
      "httpRequestsOverviewAdaptiveGroups",
      "firewallEventsAdaptiveGroups",
      "firewallEventsAdaptiveByTimeGroups",
      "dnsAnalyticsAdaptiveGroups",
      "healthCheckEventsAdaptiveGroups",
      "loadBalancingRequestsAdaptiveGroups",
      "loadBalancingRequestsAdaptive",
      "logpushHealthAdaptiveGroups",
      "workersInvocationsAdaptive");

  @TempDir
  Path directory;

  @Test
  void allKinds_costLittleMoreThanTheUsualOnes_whereMostProductsAreNotUsed() {
    int usual = calls(QueryKinds.USUAL.kinds());
    int bundled = calls(Catalog.bundled().kinds());

    assertThat(usual).isPositive();
    assertThat((double) bundled / usual)
        .as("%s calls instead of %s", bundled, usual)
        .isBetween(1.0, MOST);
  }

  /** GraphQL calls of a quarter of an hour, with those that are off by themselves if {@code -Drig.all=true} says so. */
  private int calls(List<GraphqlKind> kinds) {
    Remotes remotes = Remotes.asking(
        Catalog.of(List.copyOf(kinds), Map.of()), directory.resolve(String.valueOf(kinds.size())));
    SimulatorOptions options = SimulatorOptions.usual();
    Map<String, String> settings = new HashMap<>(SELDOM);
    if (Boolean.getBoolean("rig.all")) {
      settings.put("QUERY_KINDS", QueryKinds.allOn(kinds));
    }
    try (Rig rig = new Rig(world(), options, settings, Duration.ZERO, simulator -> {}, remotes)) {
      rig.latency(call -> 0);
      rig.advance(Duration.ofMinutes(2));
      rig.crash(Duration.ofHours(24).plusMinutes(20)); // a day without a row, at no cost
      rig.advance(Duration.ofMillis(NOISE * 1000 - rig.now()).plusMinutes(30));
      rig.set("METRIC_REFRESH_INTERVAL_SECONDS", "60");
      rig.advance(Duration.ofMinutes(1));
      long begin = rig.now();
      rig.advance(Duration.ofMinutes(15));
      return rig.simulator()
          .log()
          .calls(call -> call.atMillis() > begin && call.api() == CallLog.Api.GRAPHQL)
          .size();
    }
  }

  private static World world() {
    World world = new World(1);
    String account =
        world.addAccount("Account 0", EnumSet.allOf(Entitlement.class)).id();
    silence(world, account);
    for (int i = 0; i < ZONES; i++) {
      Plan plan = plan(100 * i / ZONES);
      Set<Entitlement> products =
          plan == Plan.ENTERPRISE ? EnumSet.allOf(Entitlement.class) : Set.of();
      silence(
          world,
          world.addZone(account, "zone-" + i + ".example", plan, products).id());
    }
    return world;
  }

  /** Of hundred zones. */
  private static Plan plan(int zone) {
    if (zone < 50) {
      return Plan.FREE;
    }
    if (zone < 80) {
      return Plan.PRO;
    }
    return zone < 95 ? Plan.BUSINESS : Plan.ENTERPRISE;
  }

  private static void silence(World world, String id) {
    world.leaveUnused(
        id,
        Dataset.all().stream()
            .map(dataset -> dataset.node)
            .filter(dataset -> !USED.contains(dataset))
            .toList());
    world.silence(id, 0, NOISE);
    world.silence(id, QUIET, END);
  }
}
