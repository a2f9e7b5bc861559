package io.github.cfexporter.rig;

import static io.github.cfexporter.rig.PlansFixture.COUNTRIES;
import static io.github.cfexporter.rig.PlansFixture.EVENTS;
import static io.github.cfexporter.rig.PlansFixture.EVENT_COUNTS;
import static io.github.cfexporter.rig.PlansFixture.OVERVIEW;
import static io.github.cfexporter.rig.PlansFixture.REQUESTS;
import static io.github.cfexporter.rig.PlansFixture.ROLLUP;
import static io.github.cfexporter.rig.PlansFixture.STATUSES;
import static io.github.cfexporter.rig.PlansFixture.WATCHFUL;
import static io.github.cfexporter.rig.PlansFixture.assertExactAndFresh;
import static io.github.cfexporter.rig.PlansFixture.datasets;
import static io.github.cfexporter.rig.PlansFixture.free;
import static io.github.cfexporter.rig.PlansFixture.named;
import static io.github.cfexporter.rig.PlansFixture.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Zones of every plan: each has what is open to it, and goes on when its plan changes. */
@Tag("rig")
class PlansTest {
  private static final String LOST = "cloudflare_exporter_lost_seconds_total";

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
      assertThat(books.sourcesCompared()).isEqualTo(4 + 10 * 10 + 15 * 15);
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
      System.out.printf(
          "100 zones, 20 of them Free: %.1f documents a minute%n", documents.size() / 2.0);
      assertThat(documents).hasSizeBetween(2 * 20, 2 * 37);
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
      assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 8 + 10 + 15);
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

  /** Where Cloudflare does not say which node it refuses, that is found out by asking for fewer. */
  @Test
  void breakdownThatIsRefusedWithoutAName_isFoundAndLeftOutAlone() {
    World world = world(3, 1, 0);
    Zone zone = world.zones().get(0);
    world.tellNoPaths();
    world.close(zone.id(), OVERVIEW + ".userAgentBrowser");
    try (Rig rig = Rig.of(world)) {
      new Watch(rig).advance(Duration.ofMinutes(8));

      assertExactAndFresh(rig, zone);
      String browsers = "cloudflare_zone_requests_browser_map_page_views_total";
      assertThat(rig.scrape().family(browsers, named(zone))).isEmpty();
      assertThat(rig.scrape().family(browsers)).isNotEmpty();
      assertThat(rig.scrape().family(COUNTRIES, named(zone))).isNotEmpty();
      assertThat(rig.scrape().family(STATUSES, named(zone))).isNotEmpty();
    }
  }

  /**
   * What fails for no known reason passes, as a rule: no window is counted without the nodes that were
   * found first, or their figures would be lost.
   */
  @Test
  void zoneOfManyNodesThatFailsForAWhile_losesNothing() {
    World world = world(2, 1, 0);
    Zone zone = world.zones().get(0);
    try (Rig rig = Rig.of(world)) {
      Watch watch = new Watch(rig);
      watch.advance(Duration.ofMinutes(6));
      rig.simulator()
          .faults()
          .always(call -> call.isGraphql() && call.names(zone.id()), Fault.graphqlError(200, ""));
      watch.advance(Duration.ofMinutes(40));
      rig.simulator().faults().clear();
      watch.advance(Duration.ofMinutes(12));

      assertExactAndFresh(rig, zone);
      assertThat(rig.scrape().sum(LOST)).isZero();
    }
  }

  /**
   * When a whole zone fails for hours, its nodes are found to fail one after the other, and whenever that
   * ends, some have been and others have not: none of the windows that follow may lack any.
   */
  @Test
  void zoneOfManyNodesThatFailsForHours_losesNothing_wheneverThatEnds() {
    World world = world(1, 1, 0);
    Zone zone = world.zones().get(0);
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(6));
      for (int end = 0; end < 3; end++) {
        rig.simulator()
            .faults()
            .always(
                call -> call.isGraphql() && call.names(zone.id()),
                Fault.graphqlError(200, "Service unavailable"));
        rig.advance(Duration.ofMinutes(75).plusSeconds(47L * end));
        rig.simulator().faults().clear();
        rig.advance(Duration.ofMinutes(12));
        assertExactAndFresh(rig, zone);
      }
      assertThat(rig.scrape().sum(LOST)).isZero();
    }
  }

  /** One node that never stops failing does not hold up the others for ever; what it costs is told. */
  @Test
  void nodeThatFailsForEver_isLeftOutAfterAnHour_andToldAsLost() {
    World world = world(2, 1, 0);
    Zone zone = world.zones().get(0);
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(6));
      rig.simulator()
          .faults()
          .always(
              call -> call.isGraphql(),
              new Fault.NodeFails(zone.id(), "userAgentBrowser", "Service unavailable", false));
      rig.advance(Duration.ofMinutes(30));
      new Books(rig).assertExact();
      assertThat(rig.scrape().sum(LOST)).isZero();

      rig.advance(Duration.ofMinutes(60));
      Books books = new Books(rig).mayLack(Set.of(zone.id())).assertExact();
      assertThat(books.oldestWatermark()).isGreaterThan(rig.now() / 1000 - 600);
      assertThat(rig.scrape().sum(LOST)).isPositive();

      rig.simulator().faults().clear();
      rig.advance(Duration.ofMinutes(10));
      double lost = rig.scrape().sum(LOST);
      rig.advance(Duration.ofMinutes(10));
      assertThat(rig.scrape().sum(LOST)).isEqualTo(lost);
    }
  }
}
