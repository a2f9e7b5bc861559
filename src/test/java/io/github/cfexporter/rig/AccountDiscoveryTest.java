package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts that appear, vanish or cannot be listed while the exporter runs. */
@Tag("rig")
class AccountDiscoveryTest extends DiscoveryFixture {
  @Test
  void accountThatVanishes_takesEverythingWithIt() {
    rig.world().removeAccount(account);
    rig.advance(NOTICED.plus(KEPT));

    assertThat(rig.scrape().family(REQUESTS)).isEmpty();
    assertThat(rig.scrape().family("cloudflare_exporter_lag_seconds")).isEmpty();
    assertThat(rig.scrape().sum("cloudflare_accounts")).isZero();
    assertThat(rig.watermark(account, "http-metrics", "http", zone.id())).isEmpty();
  }

  @Test
  void accountThatIsMissingForMinutes_goesOnWhereItStood() { // cases.md 7
    rig.simulator().tokens().hide(Tokens.DEMO, account);
    watch.advance(Duration.ofMinutes(12));
    rig.simulator().tokens().add(Tokens.DEMO);
    watch.advance(Duration.ofMinutes(6));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
  }

  @Test
  void accountWhoseZonesAreRefused_isToldOf() { // cases.md 4
    String other =
        rig.world().addAccount("Other", EnumSet.allOf(Entitlement.class)).id();
    rig.simulator()
        .faults()
        .during(
            rig.now(),
            rig.now() + 3_600_000,
            call -> call.uri().contains("account.id=" + other),
            Fault.json(
                403,
                "{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication error\"}]}"));
    watch.advance(NOTICED);

    assertThat(rig.scrape().sum("cloudflare_exporter_up")).isZero();
    assertThat(rig.reasons())
        .anySatisfy(reason -> assertThat(reason)
            .startsWith("Account Other: Zone · Zone · Read is missing for token ")
            .contains("no metric of zones is collected", "Authentication error", "status=403"));
  }

  @Test
  void accountThatAppears_isCounted() {
    String other =
        rig.world().addAccount("Other", EnumSet.allOf(Entitlement.class)).id();
    rig.world().addZone(other, zone.name(), Plan.PRO, EnumSet.allOf(Entitlement.class));
    watch.advance(NOTICED.plusMinutes(2));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(2 * 4 + 3 * 15);
  }

  @Test
  void serverThatIgnoresTheAccount_givesEachItsOwnZones() { // cases.md 10
    String other =
        rig.world().addAccount("Other", EnumSet.allOf(Entitlement.class)).id();
    rig.world().addZone(other, "other.example", Plan.PRO, EnumSet.allOf(Entitlement.class));
    String all = rig.simulator()
        .answer(SimulatedCall.get("/zones?per_page=50", Tokens.DEMO))
        .body();
    rig.simulator()
        .faults()
        .during(
            rig.now(),
            rig.now() + 3_600_000,
            call -> call.path().equals("/zones"),
            Fault.json(200, all));
    watch.advance(NOTICED.plusMinutes(2));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(2 * 4 + 3 * 15);
  }

  @Test
  void listsThatFail_keepTheLastGoodOnes() {
    rig.simulator()
        .faults()
        .during(
            rig.now(),
            rig.now() + 600_000,
            call -> call.path().equals("/zones") || call.path().equals("/accounts"),
            Fault.status(500));
    watch.advance(Duration.ofMinutes(8));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 2 * 15);
    assertThat(rig.scrape().sum("cloudflare_exporter_up")).isZero();
  }
}
