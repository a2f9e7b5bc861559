package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.RequestTraits;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo shows something of every family, and everything awkward. */
@Tag("unit")
class DemoWorldTest {
  private final Fixture cloudflare = Fixture.of(World.demo());
  private final World world = cloudflare.world;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "httpRequests1mGroups          |                                          | sum { threats cachedRequests }",
        "httpRequestsAdaptiveGroups    | cacheStatus_notin: [\"hit\"], originResponseStatus_geq: 500 | count",
        "httpRequestsAdaptiveGroups    | cacheStatus_notin: [\"hit\"], originResponseStatus: 404     | count",
        "httpRequestsAdaptiveGroups    | edgeResponseStatus_geq: 400              | count",
        "httpRequestsAdaptiveGroups    | cacheStatus: \"miss\"                  | count",
        "firewallEventsAdaptiveGroups  | botScore_geq: 1, botScore_lt: 10         | count",
        "firewallEventsAdaptiveGroups  | botScore_geq: 10, botScore_lt: 30        | count",
        "healthCheckEventsAdaptiveGroups | healthStatus: \"Unhealthy\"          | count",
        "loadBalancingRequestsAdaptiveGroups |                                    | count",
        "loadBalancingRequestsAdaptive |                                          | lbName pools { healthy }",
        "logpushHealthAdaptiveGroups   | status_neq: 200                          | count"
      })
  void firstZone_hasRowsOf(String dataset, String filter, String selection) {
    String condition = filter == null ? "" : ", " + filter;
    String node = Fixture.node(dataset, NOON - 3600, NOON, condition, selection);

    assertThat(cloudflare.zoneRows(cloudflare.nested(cloudflare.zone(0), node))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "workersInvocationsAdaptive, , sum { requests }",
    "logpushHealthAdaptiveGroups, status_neq: 200, count",
    "magicTransitTunnelHealthChecksAdaptiveGroups, resultStatus_neq: \"healthy\", count"
  })
  void firstAccount_hasRowsOf(String dataset, String filter, String selection) {
    String condition = filter == null ? "" : ", " + filter;
    String node = Fixture.node(dataset, NOON - 3600, NOON, condition, selection);

    assertThat(cloudflare
            .accountAnswer(Fixture.ofAccount(cloudflare.account(0), node))
            .getJsonArray("n"))
        .isNotEmpty();
  }

  @Test
  void twoAccounts_haveAZoneOfTheSameName() {
    assertThat(world.zones().stream().filter(zone -> zone.name().equals("shop.example")))
        .extracting(Zone::accountId)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void agency_mixesPlansAndProducts() {
    List<Zone> zones = world.zonesOf(cloudflare.account(1).id());

    assertThat(zones).hasSize(25);
    assertThat(zones).extracting(Zone::plan).contains(Plan.FREE, Plan.PRO, Plan.BUSINESS);
    assertThat(zones).anyMatch(Zone::paused).anyMatch(zone -> !zone.status().equals("active"));
    assertThat(zones.stream().filter(zone -> zone.plan() != Plan.FREE))
        .anyMatch(zone -> zone.has(Entitlement.BOT_MANAGEMENT))
        .anyMatch(zone -> !zone.has(Entitlement.BOT_MANAGEMENT));
  }

  @Test
  void names_areAwkward() {
    Stream<String> hosts = RequestTraits.hosts(cloudflare.zone(0)).stream();

    assertThat(hosts.reduce("", String::concat)).contains("\"", "\\", "\n", "ü");
  }
}
