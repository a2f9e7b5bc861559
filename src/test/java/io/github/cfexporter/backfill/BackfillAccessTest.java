package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of every shape: what any of them may read is read, what none may is listed. */
@Tag("unit")
class BackfillAccessTest {
  private static final String BEGIN = "2026-03-01T10:00:00Z";

  @TempDir
  Path directory;

  private final BackfillRig rig = new BackfillRig(World.of(1, 3));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void tokenWithoutAccountAnalytics_readsZones() throws Exception {
    token("some-token", Grant.everything().without(Permission.ACCOUNT_ANALYTICS));
    rig.only(BackfillRig.BY_METHOD, "worker-totals");

    assertThat(run()).as(rig.told()).isZero();

    assertThat(check()).isGreaterThan(3 * 15);
    assertThat(rig.told())
        .contains(
            "not covered: account account-0: no token has Account · Account Analytics · Read");
  }

  @Test
  void tokenOfOneZone_readsThatZone() throws Exception {
    Zone only = zone(1);
    token("some-token", Grant.everything().ofZones(only.id()));
    rig.only(BackfillRig.BY_METHOD, "worker-totals");

    assertThat(run()).as(rig.told()).isZero();

    assertThat(check()).isGreaterThan(15);
    assertThat(text()).contains(only.name()).doesNotContain(zone(0).name());
  }

  @Test
  void zoneThatTheFirstTokenMayNotRead_isReadWithTheNext() throws Exception {
    token("first-token", Grant.everything().without(Permission.ACCOUNT_ANALYTICS));
    token("second-token", Grant.everything());
    rig.simulator.tokens().withholdAnalytics("first-token", zone(1).id());
    rig.environment.remove("CLOUDFLARE_API_TOKEN");
    rig.environment.put("CLOUDFLARE_API_TOKENS", "first-token,second-token");
    rig.only(BackfillRig.BY_METHOD, "worker-totals");

    assertThat(run()).as(rig.told()).isZero();

    assertThat(check()).isGreaterThan(3 * 15);
    assertThat(text())
        .contains("cloudflare_worker_cpu_seconds_total{")
        .contains(zone(0).name(), zone(1).name(), zone(2).name());
    assertThat(rig.told()).doesNotContain("no token has");
  }

  /** Its limits were told by then. */
  @Test
  void zoneOfWhichATokenLosesTheRight_isReadWithTheNext() throws Exception {
    token("first-token", Grant.everything());
    token("second-token", Grant.everything());
    rig.environment.remove("CLOUDFLARE_API_TOKEN");
    rig.environment.put("CLOUDFLARE_API_TOKENS", "first-token,second-token");
    rig.troubleAfter(
        0, () -> rig.simulator.tokens().withholdAnalytics("first-token", zone(1).id()));

    assertThat(run()).as(rig.told()).isZero();

    assertThat(check()).isGreaterThan(3 * 15);
    assertThat(text()).contains(zone(0).name(), zone(1).name(), zone(2).name());
  }

  @Test
  void zoneThatNoTokenMayRead_isListed_andCostsNoOther() throws Exception {
    token("some-token", Grant.everything());
    rig.simulator.tokens().withholdAnalytics("some-token", zone(1).id());

    assertThat(run()).as(rig.told()).isZero();

    assertThat(check()).isGreaterThan(2 * 15);
    assertThat(text())
        .contains(zone(0).name(), zone(2).name())
        .doesNotContain(zone(1).name());
    assertThat(rig.told())
        .contains("not covered: zone " + zone(1).name() + ": no token has Zone · Analytics · Read");
  }

  @Test
  void tokenThatReadsNothing_endsTheRun() {
    token(
        "some-token",
        Grant.everything().without(Permission.ACCOUNT_ANALYTICS, Permission.ZONE_ANALYTICS));

    assertThat(run()).isEqualTo(1);

    assertThat(rig.told()).contains("there is nothing to ask for: ").doesNotContain("done");
  }

  /** A check looks at 200 zones, a backfill at all. */
  @Test
  void everyZoneOfALargeAccount_isAskedFor() {
    String account = rig.world.accounts().get(0).id();
    for (int i = 0; i < 220; i++) {
      rig.world.addZone(
          account, "many-" + i + ".example", Plan.PRO, EnumSet.allOf(Entitlement.class));
    }

    String file = directory.resolve("history.om").toString();
    assertThat(rig.run("--from", "2026-03-01T10:13:00Z", "--output", file)).isZero();

    assertThat(rig.simulator.log().calls().stream()
            .flatMap(call -> call.nodes().stream())
            .flatMap(node -> node.scopes().stream())
            .distinct())
        .hasSize(223);
  }

  private void token(String secret, Grant grant) {
    rig.simulator.tokens().add(secret, grant);
    rig.environment.put("CLOUDFLARE_API_TOKEN", secret);
  }

  private Zone zone(int index) {
    return rig.world.zones().get(index);
  }

  private int run() {
    return rig.run("--from", BEGIN, "--output", directory.resolve("history.om").toString());
  }

  private int check() throws Exception {
    return rig.check(directory.resolve("history.om"), BEGIN);
  }

  private String text() throws Exception {
    return Files.readString(directory.resolve("history.om"));
  }
}
