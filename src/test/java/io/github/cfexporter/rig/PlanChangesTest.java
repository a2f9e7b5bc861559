package io.github.cfexporter.rig;

import static io.github.cfexporter.rig.PlansFixture.COUNTRIES;
import static io.github.cfexporter.rig.PlansFixture.EVENT_COUNTS;
import static io.github.cfexporter.rig.PlansFixture.OVERVIEW;
import static io.github.cfexporter.rig.PlansFixture.ROLLUP;
import static io.github.cfexporter.rig.PlansFixture.STATUSES;
import static io.github.cfexporter.rig.PlansFixture.WATCHFUL;
import static io.github.cfexporter.rig.PlansFixture.assertExactAndFresh;
import static io.github.cfexporter.rig.PlansFixture.latestDatasets;
import static io.github.cfexporter.rig.PlansFixture.named;
import static io.github.cfexporter.rig.PlansFixture.nodes;
import static io.github.cfexporter.rig.PlansFixture.refusals;
import static io.github.cfexporter.rig.PlansFixture.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Zones whose plan changes: counters go on in the other form, and no minute is counted by both. */
@Tag("rig")
class PlanChangesTest {
  private static final String THREATS = "cloudflare_zone_threats_total";

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
}
