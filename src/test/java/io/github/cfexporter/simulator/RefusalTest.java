package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.graphql.Refusal;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cloudflare's refusals, in its words. */
@Tag("unit")
class RefusalTest {
  private static final String DATASET = "httpRequestsAdaptiveGroups";
  private static final String MINUTE = node(DATASET, NOON - 600, NOON - 540, "count");

  private final Fixture cloudflare = Fixture.of(World.of(2, 12));
  private final World world = cloudflare.world;
  private final Zone zone = cloudflare.zone(0);

  @Test
  void elevenZones_areTooMany() {
    List<Zone> zones = world.zonesOf(cloudflare.account(0).id());

    assertThat(cloudflare.ask(ofFirst(zones.subList(0, 10), MINUTE)).json().getValue("errors"))
        .isNull();
    assertThat(cloudflare.refusal(ofFirst(zones.subList(0, 11), MINUTE)))
        .isEqualTo(Refusal.combination().getMessage());
  }

  @Test
  void twoAccounts_areTooMany() {
    String second =
        "b: accounts(filter: {accountTag: \"" + cloudflare.account(1).id() + "\"}) { accountTag }";
    String query = "{ viewer { a: accounts(filter: {accountTag: \""
        + cloudflare.account(0).id() + "\"}) { accountTag } " + second + " } }";

    assertThat(cloudflare.refusal(query)).startsWith("in combination, your request queries");
  }

  @Test
  void zonesTimesNodes_areCapped() {
    world.limitNodes(cloudflare.account(0).id(), 19);
    List<Zone> ten = world.zonesOf(cloudflare.account(0).id()).subList(0, 10);
    String two = MINUTE + " " + MINUTE.replace("n:", "m:");

    assertThat(cloudflare.refusal(ofFirst(ten, two))).startsWith("in combination");
    assertThat(cloudflare.ask(ofFirst(ten.subList(0, 9), two)).json().getValue("errors"))
        .isNull();
  }

  @Test
  void emptyZoneFilter_isRefused() {
    assertThat(cloudflare.refusal(ofFirst(List.of(), MINUTE)))
        .isEqualTo("empty zone filters not allowed");
  }

  @Test
  void zoneOfAnotherAccount_isNotAuthorized() {
    Zone other = world.zonesOf(cloudflare.account(1).id()).get(0);

    assertThat(cloudflare.refusal(ofFirst(List.of(zone, other), MINUTE)))
        .isEqualTo("zones [" + other.id() + "] are not authorized");
  }

  @Test
  void zoneWithoutAnalytics_isNotAuthorized_butListed() {
    cloudflare.simulator.tokens().withholdAnalytics(Tokens.DEMO, zone.id());

    assertThat(cloudflare.refusal(ofFirst(List.of(zone), MINUTE))).endsWith("are not authorized");
    assertThat(cloudflare.get("/zones?per_page=50").body()).contains(zone.id());
  }

  @Test
  void hiddenAccount_isNotAuthorized() {
    cloudflare.simulator.tokens().hide(Tokens.DEMO, cloudflare.account(0).id());

    assertThat(cloudflare.refusal(ofFirst(List.of(zone), MINUTE)))
        .isEqualTo("not authorized for that account");
  }

  @Test
  void oneFreeZone_failsTheWholeDocument_withItsPath() {
    Zone free = cloudflare.zone(3);
    world.changePlan(free.id(), Plan.FREE);
    String node = node("httpRequests1mGroups", NOON - 600, NOON - 540, "sum { requests }");

    JsonObject answer = cloudflare.ask(ofFirst(List.of(zone, free), node)).json();

    assertThat(answer.getValue("data")).isNull();
    JsonObject error = answer.getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("message"))
        .isEqualTo("zone '" + free.id() + "' does not have access to the path. Refer to "
            + Fixture.DOCS + "errors/");
    String index = zone.id().compareTo(free.id()) < 0 ? "1" : "0";
    assertThat(error.getJsonArray("path"))
        .containsExactly("viewer", "accounts", "0", "zones", index, "n");
  }

  @Test
  void botFieldWithoutBotManagement_isRefusedInLowerCase() {
    world.entitleZone(zone.id(), Set.of());
    String selected = node(DATASET, NOON - 600, NOON - 540, "dimensions { botScore }");
    String filtered = MINUTE.replace("filter: {", "filter: {botScore_lt: 30, ");

    assertThat(cloudflare.refusal(cloudflare.nested(zone, selected)))
        .contains("does not have access to the field 'botscore'");
    assertThat(cloudflare.refusal(cloudflare.nested(zone, filtered))).contains("'botscore'");
  }

  @Test
  void limitOutOfBounds_isRefused() {
    for (String limit : List.of("0", "10001")) {
      assertThat(cloudflare.refusal(cloudflare.nested(zone, MINUTE.replace("10000", limit))))
          .isEqualTo("limit must be positive number and not greater than 10000");
    }
  }

  @Test
  void wideRange_isRefusedWithCompactDurations() {
    String node = node("httpRequests1mGroups", NOON - 90_061, NOON, "sum { requests }");

    assertThat(cloudflare.refusal(cloudflare.nested(zone, node)))
        .isEqualTo("zone \"" + zone.id() + "\" cannot request a time range wider than 1d, but your"
            + " query time range spans 1d1h1m1s");
  }

  @Test
  void openEnd_reachesToTheServersNow() {
    cloudflare.nowMillis.addAndGet(620);
    String node = "n: httpRequests1mGroups(limit: 1, filter: {datetime_geq: \""
        + Fixture.time(NOON - 86_401) + "\"}) { sum { requests } }";

    assertThat(cloudflare.refusal(cloudflare.nested(zone, node))).endsWith("spans 1d1s620ms");
  }

  @Test
  void oldRange_isRefused() {
    long then = NOON - 40 * 86_400;

    assertThat(cloudflare.refusal(cloudflare.nested(zone, node(DATASET, then, then + 60, "count"))))
        .isEqualTo("zone \"" + zone.id() + "\" cannot request data older than 4w3d, but your query"
            + " requests data from 5w5d ago");
  }

  @Test
  void moreThanThirtyAccountFields_areRefused() {
    String selection = "sum { requests errors subrequests } quantiles { cpuTimeP25 cpuTimeP50"
        + " cpuTimeP75 cpuTimeP90 cpuTimeP95 cpuTimeP99 cpuTimeP999 durationP25 durationP50"
        + " durationP75 durationP90 durationP95 durationP99 durationP999 wallTimeP25 wallTimeP50"
        + " wallTimeP75 wallTimeP90 wallTimeP95 wallTimeP99 wallTimeP999 requestDurationP25"
        + " requestDurationP50 requestDurationP75 requestDurationP90 requestDurationP95"
        + " requestDurationP99 requestDurationP999 }";
    String node = node("workersInvocationsAdaptive", NOON - 600, NOON - 540, selection);

    assertThat(cloudflare.refusal(Fixture.ofAccount(cloudflare.account(0), node)))
        .isEqualTo("number of fields can't be more than 30");
  }

  @Test
  void invalidDocuments_areRefusedAsBugs() {
    assertThat(cloudflare.refusal("{ viewer { ")).startsWith("query contains error");
    assertThat(cloudflare.refusal("{ viewer { bodget } }")).startsWith("unknown field");
    assertThat(cloudflare.refusal("{ viewer }")).isEqualTo("object field must have selections");
    assertThat(cloudflare.refusal("{ cost { x } }"))
        .isEqualTo("scalar fields must have no selections");
    assertThat(cloudflare.refusal(cloudflare.nested(zone, MINUTE.replace("limit: 10000, ", ""))))
        .startsWith("error parsing args");
  }

  @Test
  void documentedStatuses_areGivenOnRequest() {
    Fixture strict = new Fixture(world, SimulatorOptions.usual().withDocumentedStatuses());

    assertThat(strict.ask("{ viewer { bodget } }").status()).isEqualTo(400);
    assertThat(cloudflare.ask("{ viewer { bodget } }").status()).isEqualTo(200);
  }

  private String ofFirst(List<Zone> zones, String node) {
    return Fixture.nested(cloudflare.account(0), zones, node);
  }

  private static String node(String dataset, long from, long to, String selection) {
    return Fixture.node(dataset, from, to, "", selection);
  }
}
