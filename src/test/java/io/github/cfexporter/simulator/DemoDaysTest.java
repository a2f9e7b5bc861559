package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo has days and nights, an attack and a failing origin, and all of it can be recomputed. */
@Tag("unit")
class DemoDaysTest {
  private static final long HOUR = 3_600;
  private static final long MONDAY = Instant.parse("2026-01-12T00:00:00Z").getEpochSecond();
  private static final String REQUESTS = "httpRequestsAdaptiveGroups";
  private static final String FIREWALL = "firewallEventsAdaptiveGroups";
  private static final String CHECKS = "healthCheckEventsAdaptiveGroups";

  private final Fixture cloudflare = Fixture.of(World.demoWithDays());

  @Test
  void afternoon_isBusierThanNight_andThanSunday() {
    long afternoon = requests(MONDAY + 14 * HOUR);

    assertThat(afternoon)
        .isGreaterThan(2 * requests(MONDAY + 2 * HOUR))
        .isGreaterThan(requests(MONDAY - 10 * HOUR) * 5 / 4);
  }

  @Test
  void attack_isBlocked_andEnds() {
    Zone shop = zone("shop.example");
    long begin = NOON + 600;
    Predicate<Event> blocked = event -> event.text("action").equals("block");

    long during = count(shop, FIREWALL, blocked, begin, begin + 600);
    assertThat(during)
        .isGreaterThan(10 * count(shop, FIREWALL, blocked, begin - 600, begin))
        .isGreaterThan(10 * count(shop, FIREWALL, blocked, begin + 720, begin + 1_320))
        .isEqualTo(answered(shop, FIREWALL, "action: \"block\"", begin, begin + 600));
  }

  @Test
  void failingOrigin_timesOut_andItsChecksFail() {
    Zone api = zone("api.acme.example");
    long begin = NOON + 4_200;
    Predicate<Event> healthy = event -> event.text("healthStatus").equals("Healthy");
    Predicate<Event> reached = event -> event.number("originResponseStatus") == 200;

    assertThat(count(api, REQUESTS, reached, begin, begin + 900)).isZero();
    assertThat(count(api, CHECKS, healthy, begin, begin + 900)).isZero();
    assertThat(count(
            api, REQUESTS, event -> event.number("edgeResponseStatus") == 522, begin, begin + 900))
        .isPositive()
        .isEqualTo(answered(api, REQUESTS, "edgeResponseStatus: 522", begin, begin + 900));
    assertThat(count(api, REQUESTS, reached, begin + 900, begin + 1_800)).isPositive();
    assertThat(count(api, CHECKS, healthy, begin + 900, begin + 1_800)).isPositive();
  }

  @Test
  void everySecond_canBeRecomputed() {
    Simulator twin = new Simulator(World.demoWithDays(), SimulatorOptions.usual(), () -> 0);
    Zone shop = zone("shop.example");

    assertThat(
            twin.truth().counts(shop.id(), REQUESTS, DemoDaysTest::country, NOON + 500, NOON + 800))
        .hasSizeGreaterThan(3)
        .isEqualTo(cloudflare
            .simulator
            .truth()
            .counts(shop.id(), REQUESTS, DemoDaysTest::country, NOON + 500, NOON + 800));
  }

  @Test
  void certificatesInUse_neverExpire_becauseTheyAreRenewed() {
    for (int week = 0; week < 60; week++) {
      long now = NOON + week * 7L * 24 * HOUR;
      cloudflare.nowMillis.set(now * 1000);
      for (Zone zone : cloudflare.world.zonesOf(cloudflare.account(0).id())) {
        assertThat(expiries(zone, "active"))
            .isNotEmpty()
            .allSatisfy(
                expiry -> assertThat(expiry).isBetween(now + 25 * 24 * HOUR, now + 90 * 24 * HOUR));
      }
    }
    assertThat(expiries(zone("acme.example"), "expired"))
        .isNotEmpty()
        .allSatisfy(expiry -> assertThat(expiry * 1000).isLessThan(cloudflare.nowMillis.get()));
  }

  private List<Long> expiries(Zone zone, String status) {
    JsonArray packs = cloudflare
        .get("/zones/" + zone.id() + "/ssl/certificate_packs?status=all")
        .json()
        .getJsonArray("result");
    return packs.stream()
        .map(JsonObject.class::cast)
        .filter(pack -> pack.getString("status").equals(status))
        .flatMap(pack -> pack.getJsonArray("certificates").stream())
        .map(certificate -> ((JsonObject) certificate).getString("expires_on"))
        .map(expiry -> Instant.parse(expiry).getEpochSecond())
        .toList();
  }

  private Zone zone(String name) {
    return cloudflare.world.zoneNamed(cloudflare.account(0).id(), name);
  }

  /** Of all zones, in the ten minutes from then on. */
  private long requests(long from) {
    return cloudflare.world.zones().stream()
        .mapToLong(zone -> count(zone, REQUESTS, event -> true, from, from + 600))
        .sum();
  }

  private long count(Zone zone, String dataset, Predicate<Event> where, long from, long to) {
    return cloudflare
        .simulator
        .truth()
        .total(zone.id(), dataset, where, event -> List.of(), Event::count, from, to)
        .getOrDefault(List.of(), 0L);
  }

  /** What the API says, long after. */
  private long answered(Zone zone, String dataset, String filter, long from, long to) {
    cloudflare.nowMillis.set((to + HOUR) * 1000);
    String node = Fixture.node(dataset, from, to, ", " + filter, "count");
    return cloudflare.zoneRows(cloudflare.nested(zone, node)).stream()
        .mapToLong(row -> ((JsonObject) row).getLong("count"))
        .sum();
  }

  private static List<String> country(Event event) {
    return List.of(event.text("clientCountryName"));
  }
}
