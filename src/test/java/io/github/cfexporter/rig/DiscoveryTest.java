package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Zones that change while the exporter runs. */
@Tag("rig")
class DiscoveryTest extends DiscoveryFixture {
  @Test
  void zoneThatAppears_isCountedWithoutDisturbingTheOthers() {
    rig.world().addZone(account, "new.example", Plan.PRO, EnumSet.allOf(Entitlement.class));
    watch.advance(NOTICED.plusMinutes(2));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 3 * 15);
  }

  @Test
  void zoneThatVanishes_takesItsCountersWithIt() {
    rig.world().removeZone(zone.id());
    rig.advance(NOTICED.plus(KEPT));

    assertThat(rig.scrape().family(REQUESTS)).hasSize(1);
    assertThat(rig.watermark(account, "http-metrics", "http", zone.id())).isEmpty();
    new Books(rig).assertExact();
  }

  @Test
  void zoneThatLeavesAndReturns_beginsAnewAndIsExact() {
    rig.set("CF_EXCLUDE_ZONES", zone.id());
    rig.advance(NOTICED);
    assertThat(rig.scrape().family(REQUESTS)).hasSize(1);
    rig.set("CF_EXCLUDE_ZONES", "");
    Books books = new Books(rig);
    books.reborn(zone.id());
    rig.advance(NOTICED.plusMinutes(2));

    assertThat(books.assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
  }

  @Test
  void zoneThatReturnsWhileItsWindowIsOnTheWay_isExact() {
    rig.latency(call -> 25_000); // answers of the old zone arrive after the new one has begun
    rig.advance(Duration.ofSeconds(62));
    rig.set("CF_EXCLUDE_ZONES", zone.id());
    rig.set("METRIC_REFRESH_INTERVAL_SECONDS", "5");
    rig.advance(Duration.ofSeconds(60));
    rig.set("CF_EXCLUDE_ZONES", "");
    Books books = new Books(rig);
    books.reborn(zone.id());
    rig.advance(Duration.ofSeconds(12));
    rig.set("CF_EXCLUDE_ZONES", zone.id());
    rig.advance(Duration.ofSeconds(6));
    rig.set("CF_EXCLUDE_ZONES", "");
    books.reborn(zone.id());
    rig.latency(call -> 80);
    rig.advance(NOTICED);

    assertThat(books.assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
  }

  @Test
  void renamedZoneAndAccount_goOnFromTheirTotals() {
    double before = watch.latest().sum(REQUESTS);
    rig.world().renameZone(zone.id(), "renamed.example");
    rig.world().renameAccount(account, "New Name");
    rig.advance(NOTICED);

    assertThat(rig.scrape().family(REQUESTS, Map.of("zone", "renamed.example")))
        .containsOnlyKeys(Map.of("account", "new-name"));
    assertThat(rig.scrape().sum(REQUESTS)).isGreaterThan(before);
    new Books(rig).assertExact();
  }

  @Test
  void changedPlan_neitherDropsNorRepeatsAWindow() {
    rig.world().changePlan(zone.id(), Plan.BUSINESS);
    watch.advance(NOTICED);

    new Books(rig).assertExact();
  }

  @Test
  void zoneThatBecomesFree_isCountedOnFromWhatIsOpenToIt() {
    rig.world().changePlan(zone.id(), Plan.FREE);
    watch.advance(NOTICED);

    assertThat(rig.scrape().family(REQUESTS)).hasSize(2);
    assertThat(rig.scrape().sum("cloudflare_zones_skipped_free_tier")).isZero();
    new Books(rig).assertExact();
  }

  @Test
  void zoneForWhichNothingIsOpen_isLeftOutAndCounted() {
    rig.world().closeAll(zone.id());
    rig.world().changePlan(zone.id(), Plan.FREE); // so that the zone's limits are asked anew
    watch.advance(NOTICED);
    double requests = rig.scrape().sum(REQUESTS, Map.of("zone", zone.name()));
    watch.advance(NOTICED);

    assertThat(rig.scrape().sum(REQUESTS, Map.of("zone", zone.name()))).isEqualTo(requests);
    assertThat(rig.scrape().sum("cloudflare_zones_skipped_free_tier")).isEqualTo(1);
    new Books(rig).assertExact();
  }

  @Test
  void zonesOfAFreeTierAccount_areLeftOutAndCounted() {
    rig.set("CF_FREE_TIER_ACCOUNTS", account);
    rig.advance(NOTICED);

    assertThat(rig.scrape().family(REQUESTS)).isEmpty();
    assertThat(rig.scrape().sum("cloudflare_zones_skipped_free_tier")).isEqualTo(2);
    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4);
  }

  @Test
  void pausedZone_isCountedOn() {
    rig.world().pause(zone.id(), true);
    watch.advance(NOTICED);

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
  }

  @Test
  void emptyListWithSuccess_losesNothing() { // cases.md 7
    String empty = "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":[]}";
    rig.simulator()
        .faults()
        .during(
            rig.now(),
            rig.now() + 150_000,
            call -> call.path().equals("/zones") || call.path().equals("/accounts"),
            Fault.json(200, empty));
    watch.advance(Duration.ofMinutes(6));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
  }

  @Test
  void zoneThatIsMissingForMinutes_goesOnWhereItStood() { // cases.md 7
    rig.simulator().tokens().hide(Tokens.DEMO, zone.id());
    watch.advance(Duration.ofMinutes(12));
    assertThat(rig.scrape()
            .family("cloudflare_exporter_lag_seconds", Map.of("query", "http-metrics"))
            .values())
        .as("a zone that is gone makes nothing late")
        .allMatch(lag -> lag < 600);
    rig.simulator().tokens().add(Tokens.DEMO);
    watch.advance(Duration.ofMinutes(6));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
  }
}
