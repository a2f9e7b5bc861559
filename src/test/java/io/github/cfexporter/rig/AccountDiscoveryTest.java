package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts that appear, vanish or cannot be listed while the exporter runs. */
@Tag("rig")
class AccountDiscoveryTest {
  private static final String REQUESTS = "cloudflare_zone_requests_total";

  /** Long enough for a list to be read again and for a window to be fetched and shown. */
  private static final Duration NOTICED = Duration.ofMinutes(3);

  /** What is gone is doubted for three minutes, and kept for an hour. */
  private static final Duration KEPT = Duration.ofMinutes(65);

  private Rig rig;
  private Watch watch;
  private String account;
  private Zone zone;

  @BeforeEach
  void start() {
    Map<String, String> watchful =
        Map.of("ZONE_LIST_CACHE_TTL_SECONDS", "60", "ACCOUNT_LIST_CACHE_TTL_SECONDS", "60");
    rig = new Rig(World.of(1, 2), SimulatorOptions.usual(), watchful);
    watch = new Watch(rig);
    watch.advance(Duration.ofMinutes(4));
    account = rig.world().accounts().get(0).id();
    zone = rig.world().zones().get(0);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

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

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(3 + 2 * 14);
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

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(2 * 3 + 3 * 14);
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

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(2 * 3 + 3 * 14);
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

    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(3 + 2 * 14);
    assertThat(rig.scrape().sum("cloudflare_exporter_up")).isZero();
  }
}
