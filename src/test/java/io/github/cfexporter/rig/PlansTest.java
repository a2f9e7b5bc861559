package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Entitlement;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.Plan;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.World;
import io.github.cfexporter.simulator.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Zones of every plan: each has what is open to it, and goes on when its plan changes. */
class PlansTest {
  private static final String ROLLUP = "httpRequests1mGroups";
  private static final String OVERVIEW = "httpRequestsOverviewAdaptiveGroups";
  private static final String EVENTS = "firewallEventsAdaptiveGroups";
  private static final String EVENT_COUNTS = "firewallEventsAdaptiveByTimeGroups";
  private static final String REQUESTS = "cloudflare_zone_requests_total";
  private static final String COUNTRIES = "cloudflare_zone_requests_country_total";
  private static final String STATUSES = "cloudflare_zone_requests_status_total";
  private static final String THREATS = "cloudflare_zone_threats_total";

  /** What every zone must have, whatever its plan. */
  private static final List<String> FIGURES = List.of(
      REQUESTS,
      "cloudflare_zone_bandwidth_total",
      "cloudflare_zone_bandwidth_cached_total",
      STATUSES,
      COUNTRIES,
      "cloudflare_zone_requests_cached",
      "cloudflare_zone_cache_hit_ratio",
      "cloudflare_zone_firewall_events_total");

  /** Zone lists are read often, so that a changed plan is noticed within minutes. */
  private static final Map<String, String> WATCHFUL = Map.of("ZONE_LIST_CACHE_TTL_SECONDS", "60");

  @Test
  void zonesOfEveryPlan_haveTheFiguresOfTheirOwnDatasets() {
    World world = world(10, 10, 5);
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(8));

      Scrape scrape = rig.scrape();
      for (Zone zone : world.zones()) {
        for (String figure : FIGURES) {
          assertThat(scrape.family(figure, Map.of("zone", zone.name())))
              .as("%s of %s", figure, zone)
              .isNotEmpty();
        }
        assertThat(datasets(rig, zone))
            .as("datasets of %s", zone)
            .doesNotContain(free(zone) ? ROLLUP : OVERVIEW, free(zone) ? EVENTS : EVENT_COUNTS);
      }
      Books books = new Books(rig).assertExact();
      assertThat(books.sourcesCompared()).isEqualTo(3 + 10 * 9 + 15 * 14);
      assertThat(scrape.sum("cloudflare_zones_skipped_free_tier")).isZero();
      assertThat(scrape.sum("cloudflare_exporter_errors_total")).isZero();
    }
  }

  /** As many documents a minute as before Free zones were collected at all, if they are of the paid. */
  @Test
  void hundredZonesOfEveryPlan_costNoMoreCallsThanHundredPaidOnes() {
    try (Rig rig = Rig.of(world(20, 70, 10))) {
      rig.advance(Duration.ofMinutes(7));
      long begin = rig.now();
      rig.advance(Duration.ofMinutes(2));

      List<Call> documents =
          rig.simulator().log().calls(call -> call.api() == Api.GRAPHQL && call.atMillis() > begin);
      System.out.printf("100 zones, 20 of them Free: %.1f documents a minute%n", documents.size() / 2.0);
      assertThat(documents).hasSizeBetween(2 * 20, 2 * 37);
    }
  }

  @Test
  void upgradeAndDowngrade_areNoticedBySettings_andStayExact() {
    try (Rig rig = new Rig(world(2, 1, 0), SimulatorOptions.usual(), WATCHFUL)) {
      Watch watch = new Watch(rig);
      Zone zone = rig.world().zones().get(0);
      watch.advance(Duration.ofMinutes(5));
      for (Plan plan : List.of(Plan.PRO, Plan.FREE, Plan.ENTERPRISE, Plan.FREE)) {
        rig.world().changePlan(zone.id(), plan);
        watch.advance(Duration.ofMinutes(4));
        assertExactAndFresh(rig, zone);
        assertThat(latestDatasets(rig, zone))
            .contains(plan == Plan.FREE ? OVERVIEW : ROLLUP)
            .doesNotContain(plan == Plan.FREE ? ROLLUP : OVERVIEW);
      }
      assertThat(rig.scrape().sum(THREATS, named(zone)))
          .as("what only the paid plans have stays where it was")
          .isPositive();
    }
  }

  /** Settings are read again after an hour: until then only refusals tell. */
  @Test
  void downgrade_isNoticedByRefusals_beforeSettingsAreReadAgain() {
    try (Rig rig = Rig.of(world(0, 3, 0))) {
      Watch watch = new Watch(rig);
      Zone zone = rig.world().zones().get(0);
      watch.advance(Duration.ofMinutes(4));
      rig.world().changePlan(zone.id(), Plan.FREE);
      long begin = rig.now();
      watch.advance(Duration.ofMinutes(3));

      assertExactAndFresh(rig, zone);
      assertThat(latestDatasets(rig, zone)).contains(OVERVIEW, EVENT_COUNTS);
      int refusals = refusals(rig, begin).size();
      assertThat(refusals).isPositive();
      watch.advance(Duration.ofMinutes(30));
      assertThat(refusals(rig, begin)).as("not asked again before an hour").hasSize(refusals);
      new Books(rig).assertExact();
    }
  }

  @Test
  void planThatChangesDuringAnOutage_losesAndRepeatsNothing() {
    for (Plan before : List.of(Plan.FREE, Plan.PRO)) {
      try (Rig rig = new Rig(world(1, 1, 0), SimulatorOptions.usual(), WATCHFUL)) {
        Watch watch = new Watch(rig);
        Zone zone = rig.world().zones().stream()
            .filter(one -> one.plan() == before)
            .findFirst()
            .orElseThrow();
        watch.advance(Duration.ofMinutes(4));
        rig.simulator()
            .faults()
            .during(rig.now(), rig.now() + 1_500_000, call -> true, Fault.closedConnection());
        watch.advance(Duration.ofMinutes(12));
        rig.world().changePlan(zone.id(), before == Plan.FREE ? Plan.PRO : Plan.FREE);
        watch.advance(Duration.ofMinutes(20));

        assertExactAndFresh(rig, zone);
        assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
      }
    }
  }

  @Test
  void breakdownThatIsRefused_isLeftOutAlone_andTriedAgainAfterAnHour() {
    World world = world(2, 0, 0);
    Zone zone = world.zones().get(0);
    world.close(zone.id(), OVERVIEW + ".clientCountryName");
    try (Rig rig = Rig.of(world)) {
      Watch watch = new Watch(rig);
      watch.advance(Duration.ofMinutes(6));

      assertExactAndFresh(rig, zone);
      assertThat(rig.scrape().family(COUNTRIES, named(zone))).isEmpty();
      assertThat(rig.scrape().family(STATUSES, named(zone))).isNotEmpty();
      assertThat(rig.scrape().sum(REQUESTS, named(zone))).isPositive();
      world.close(zone.id());
      watch.advance(Duration.ofMinutes(66));
      assertThat(rig.scrape().family(COUNTRIES, named(zone))).isNotEmpty();
      new Books(rig).assertExact();
    }
  }

  @Test
  void datasetsThatSettingsClose_takeNothingElseWithThem() {
    World world = world(2, 1, 0);
    Zone zone = world.zones().get(0);
    world.close(zone.id(), OVERVIEW, EVENT_COUNTS);
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(6));

      assertThat(rig.scrape().family(REQUESTS)).hasSize(2);
      assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(3 + 7 + 9 + 14);
      assertThat(rig.scrape().sum("cloudflare_exporter_errors_total")).isZero();
    }
  }

  /** A document too small for all the nodes of one zone: they are read one after the other. */
  @Test
  void nodesThatDoNotFitIntoADocument_areReadOneAfterTheOther() {
    World world = world(2, 1, 0);
    world.limitNodes(world.accounts().get(0).id(), 4);
    try (Rig rig = new Rig(world, SimulatorOptions.usual(), WATCHFUL)) {
      Watch watch = new Watch(rig);
      watch.advance(Duration.ofMinutes(8));
      rig.world().changePlan(world.zones().get(0).id(), Plan.PRO);
      watch.advance(Duration.ofMinutes(4));

      new Books(rig).assertExact();
      assertThat(rig.scrape().family(REQUESTS)).hasSize(3);
    }
  }

  @Test
  void settingsOfTheOperator_holdForWhatStandsIn_too() {
    try (Rig rig = new Rig(world(1, 1, 0), SimulatorOptions.usual(), WATCHFUL)) {
      Zone zone = rig.world().zones().get(0);
      rig.advance(Duration.ofMinutes(4));
      rig.set("CF_HTTP_STATUS_GROUP", "true");
      rig.set("EXCLUDE_HOST", "true");
      rig.advance(Duration.ofMinutes(2));
      rig.world().changePlan(zone.id(), Plan.PRO);
      rig.advance(Duration.ofMinutes(3));

      new Books(rig).assertExact();
      assertThat(rig.scrape().family(STATUSES, named(zone)).keySet())
          .isNotEmpty()
          .allMatch(labels -> labels.get("status").endsWith("xx"));
      rig.world().changePlan(zone.id(), Plan.FREE);
      rig.set("METRICS_DENYLIST", COUNTRIES + ",cloudflare_zone_bandwidth_country_total");
      rig.advance(Duration.ofMinutes(3));
      long begin = rig.now();
      rig.advance(Duration.ofMinutes(3));
      assertThat(nodes(rig, zone, begin))
          .noneMatch(node -> node.fields().contains("dimensions.clientCountryName")
              && node.dataset().equals(OVERVIEW));
      assertThat(rig.scrape().family(COUNTRIES)).isEmpty();
      assertThat(rig.scrape().family(STATUSES, named(zone))).isNotEmpty();
    }
  }

  private static void assertExactAndFresh(Rig rig, Zone zone) {
    new Books(rig).assertExact();
    for (String source : List.of("http", "firewall")) {
      assertThat(rig.watermark(zone.accountId(), "http-metrics", source, zone.id()))
          .hasValueSatisfying(
              watermark -> assertThat(watermark).isGreaterThan(rig.now() / 1000 - 480));
    }
  }

  private static World world(int free, int pro, int enterprise) {
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

  private static boolean free(Zone zone) {
    return zone.plan() == Plan.FREE;
  }

  private static Map<String, String> named(Zone zone) {
    return Map.of("zone", zone.name());
  }

  private static Set<String> datasets(Rig rig, Zone zone) {
    return datasets(nodes(rig, zone, 0));
  }

  /** Of the last two minutes. */
  private static Set<String> latestDatasets(Rig rig, Zone zone) {
    return datasets(nodes(rig, zone, rig.now() - 120_000));
  }

  private static Set<String> datasets(List<AskedNode> nodes) {
    return new TreeSet<>(nodes.stream().map(AskedNode::dataset).toList());
  }

  private static List<AskedNode> nodes(Rig rig, Zone zone, long sinceMillis) {
    return rig.simulator().log().calls(call -> call.atMillis() >= sinceMillis).stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.scopes().contains(zone.id()))
        .toList();
  }

  private static List<Call> refusals(Rig rig, long sinceMillis) {
    return rig.simulator()
        .log()
        .calls(call -> call.atMillis() >= sinceMillis && call.outcome().contains("does not have"));
  }
}
