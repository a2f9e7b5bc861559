package io.github.cfexporter.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.cloudflare.transport.HttpTransport;
import io.github.cfexporter.report.findings.CheckReport;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a check tells of tokens of every shape, against the simulator over HTTP. */
@Tag("unit")
class SelfCheckTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final World world = World.of(2, 3);
  private final Simulator cloudflare =
      new Simulator(world, SimulatorOptions.usual(), NOON::toEpochMilli);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void everything_isWell() {
    CheckReport report = check(Grant.everything());

    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
    assertThat(report.text())
        .contains("active, does not expire")
        .contains("2 accounts, 6 zones, of which 6 are selected for analytics")
        .contains("ok       Zone · SSL and Certificates · Read: granted")
        .contains("(pro): 30 of 35 sources")
        .contains("GraphQL calls a minute of 60; data is 300 s to 420 s old")
        .endsWith("All is well.\n");
  }

  @Test
  void withoutCertificates_thePermissionAndItsMetricAreNamed() {
    CheckReport report = check(Grant.everything().without(Permission.CERTIFICATES));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("missing  Zone · SSL and Certificates · Read: not granted for Account 0,"
            + " Account 1\n")
        .contains("not collected: cloudflare_zone_certificate_validation_status,"
            + " cloudflare_zone_custom_hostnames\n")
        .endsWith("1 problem.\n");
  }

  @Test
  void withoutAnalyticsOfOneZone_theZoneIsNamed() {
    String zone = world.zones().get(2).id();
    cloudflare.tokens().add("other-token", Grant.everything());
    cloudflare.tokens().withholdAnalytics("other-token", zone);

    CheckReport report = check(Map.of("CLOUDFLARE_API_TOKEN", "other-token"));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("missing  Zone · Analytics · Read: not granted for "
            + world.zones().get(2).name() + "\n")
        .contains("cloudflare_zone_requests_total");
  }

  @Test
  void withoutAccountAnalytics_workersAreLost() {
    CheckReport report = check(Grant.everything().without(Permission.ACCOUNT_ANALYTICS));

    assertThat(report.text())
        .contains("missing  Account · Account Analytics · Read: not granted for Account 0")
        .contains("cloudflare_worker_requests_total");
  }

  @Test
  void tokenOfOneZone_isCheckedForThatZoneAlone() {
    String zone = world.zones().get(0).id();

    CheckReport report = check(Grant.everything().ofZones(zone));

    assertThat(report.text())
        .contains("1 account, 1 zone, of which 1 are selected")
        .contains(world.zones().get(0).name() + " (pro): 30 of 35 sources")
        .contains("missing  Account · Account Analytics · Read");
  }

  @Test
  void disabledAndExpiringTokens_areToldFirst() {
    cloudflare.tokens().add("off-token", Grant.everything().disabled());
    Instant soon = NOON.plus(Duration.ofDays(3));
    cloudflare.tokens().add("soon-token", Grant.everything().until(soon.toEpochMilli()));

    CheckReport report = check(Map.of("CLOUDFLARE_API_TOKENS", "off-token,soon-token"));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("is disabled")
        .contains("expires on " + soon + ", in 3 days: make another one")
        .contains("2 accounts, 6 zones");
  }

  @Test
  void wrongToken_isToldInOneSentence_withFewCalls() {
    CheckReport report = check(Map.of("CLOUDFLARE_API_TOKEN", "wrong-token"));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text()).contains("is rejected by Cloudflare").contains("no account is seen");
    assertThat(cloudflare.log().calls()).hasSizeLessThan(5);
  }

  @Test
  void apiThatDoesNotAnswer_isNotTakenForABadToken() {
    Settings settings = settings(Map.of("CLOUDFLARE_API_TOKEN", "any-token"));

    CheckReport report = run(settings, "http://127.0.0.1:1/client/v4");

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("Cloudflare could not be asked: API_UNAVAILABLE")
        .doesNotContain("rejected");
  }

  @Test
  void freeZones_showWhatIsOpenToThem() {
    world.addZone(
        world.accounts().get(0).id(), "free.example", Plan.FREE, EnumSet.noneOf(Entitlement.class));

    CheckReport report = check(Grant.everything());

    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
    assertThat(report.text())
        .containsPattern("free\\.example \\(free\\): [1-9][0-9]* of 35 sources; not open to it: ");
  }

  @Test
  void itemsThatMatchNothing_areNamed() {
    CheckReport report = check(Map.of(
        "CLOUDFLARE_API_TOKEN", "simulated-token", "CF_ZONES", "zone-0-0.example,nowhere.example"));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("cfZones=nowhere.example: matches nothing that the credentials see")
        .contains("6 zones, of which 1 are selected");
  }

  @Test
  void datasetThatTheApiDoesNotKnow_costsNothingElse() {
    cloudflare.drift().removeDataset("healthCheckEventsAdaptiveGroups");

    CheckReport report = check(Grant.everything());

    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
    assertThat(report.text()).contains("Zone · Analytics · Read: granted");
  }

  @Test
  void hundredsOfZones_costFewCalls() {
    String account = world.accounts().get(0).id();
    for (int i = 0; i < 400; i++) {
      world.addZone(account, "many-" + i + ".example", Plan.PRO, EnumSet.allOf(Entitlement.class));
    }

    CheckReport report = check(Grant.everything());

    assertThat(report.text()).contains("206 zones more were not looked at");
    assertThat(cloudflare.log().calls())
        .filteredOn(call -> call.api() == Api.GRAPHQL)
        .hasSizeLessThan(30);
  }

  private CheckReport check(Grant grant) {
    cloudflare.tokens().add("granted-token", grant);
    return check(Map.of("CLOUDFLARE_API_TOKEN", "granted-token"));
  }

  private CheckReport check(Map<String, String> environment) {
    SimulatorVerticle server = new SimulatorVerticle(cloudflare, 0);
    vertx.deployVerticle(server).await();
    return run(settings(environment), server.baseUrl());
  }

  private CheckReport run(Settings settings, String baseUrl) {
    HttpTransport transport = new HttpTransport(
        vertx,
        URI.create(baseUrl),
        id -> settings.credential(id).map(Credential::headers).orElse(Map.of()),
        "test");
    return new SelfCheck(vertx, transport, settings, Catalog.bundled())
        .run("test", List.of(Finding.ok("", "valid")), NOON)
        .await();
  }

  private static Settings settings(Map<String, String> environment) {
    return Settings.read(new Sources(Map.of(), new HashMap<>(environment), Map.of(), file -> ""));
  }

  /** Who does not ask for tunnels needs no permission for them. */
  @Test
  void permissionOfAKindThatIsOff_isNotMissed() {
    assertThat(check(Grant.everything().without(Permission.TUNNELS)).text())
        .doesNotContain("Tunnel")
        .doesNotContain("missing");
  }

  /** Every permission that the exporter makes use of is told of by a check of everything. */
  @Test
  void everyPermission_isListed() {
    String text = check(Map.of(
            "CLOUDFLARE_API_TOKEN",
            Tokens.DEMO,
            "QUERY_KINDS",
            "tunnel-metrics: on, queue-names: on, d1-names: on, kv-names: on"))
        .text();

    Set<io.github.cfexporter.credentials.Permission> bySight = EnumSet.of(
        io.github.cfexporter.credentials.Permission.ACCOUNT_SETTINGS,
        io.github.cfexporter.credentials.Permission.ZONE);
    assertThat(io.github.cfexporter.credentials.Permission.values())
        .filteredOn(permission -> !bySight.contains(permission))
        .allSatisfy(permission -> assertThat(text).contains(permission.title() + ": granted"));
  }
}
