package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mistakes that other exporters make, and the rules of counting where things go wrong. */
@Tag("rig")
class TroubleTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final String REQUESTS = "cloudflare_zone_requests_total";

  @Test
  void outage_isCaughtUpWithWideWindows_notOneCallPerMinute() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(4));
      long begin = rig.now();
      rig.simulator()
          .faults()
          .during(begin, begin + 7_200_000, call -> true, Fault.closedConnection());
      rig.advance(Duration.ofHours(2));
      assertThat(documents(rig, begin)).as("probes of two hours").hasSizeLessThan(400);
      long end = rig.now();
      rig.advance(Duration.ofMinutes(5));

      assertThat(documents(rig, end)).hasSizeLessThan(25);
      new Books(rig).assertExact();
    }
  }

  @Test
  void failedWindow_isFetchedAgain() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(3));
      rig.simulator().faults().next(2, SimulatedCall::isGraphql, Fault.status(503));
      rig.advance(Duration.ofMinutes(4));

      new Books(rig).assertExact();
    }
  }

  @Test
  void answerThatComesTooLate_isNotCountedTwice() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(3));
      rig.latency(call -> 45_000); // the call is given up after 30 s, and answered nevertheless
      rig.advance(Duration.ofMinutes(3));
      rig.latency(call -> 80);
      rig.advance(Duration.ofMinutes(6));

      new Books(rig).assertExact();
    }
  }

  @Test
  void tooManyRequests_isNotRetriedBeforeTheTimeItNames() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(4));
      rig.simulator().faults().next(1, SimulatedCall::isGraphql, Fault.tooManyRequests(200));
      rig.advance(Duration.ofSeconds(60));
      long refused = rig.simulator().log().calls(call -> !call.ok()).get(0).atMillis();
      rig.advance(Duration.ofMinutes(6));

      // the answer takes 80 ms to arrive; documents of the same instant were on the way already
      assertThat(documents(rig, refused + 1_000).get(0).atMillis())
          .isGreaterThanOrEqualTo(refused + 200_000);
      new Books(rig).assertExact();
    }
  }

  @Test
  void rejectedToken_isTriedAFewTimesAnHour() {
    try (Rig rig = Rig.of(World.of(1, 2))) {
      rig.advance(Duration.ofMinutes(4));
      long begin = rig.now();
      rig.simulator().faults().during(begin, begin + 3_600_000, call -> true, Fault.revokedToken());
      rig.advance(Duration.ofHours(1));

      assertThat(documents(rig, begin)).hasSizeLessThan(25);
      assertThat(rig.scrape().family("cloudflare_exporter_errors_total").keySet())
          .anyMatch(labels -> "API_AUTH_FAILED".equals(labels.get("error_code")));
    }
  }

  @Test
  void oneBadZone_neverSilencesTheOthers() {
    World world = World.of(1, 10);
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(4));
      rig.simulator()
          .tokens()
          .withholdAnalytics("simulated-token", world.zones().get(3).id());
      rig.advance(Duration.ofMinutes(4));

      Books books = new Books(rig).assertExact();
      assertThat(books.watermarks().stream()
              .filter(w -> w > rig.now() / 1000 - 480)
              .count())
          .isEqualTo(4 + 9 * 15);
    }
  }

  @Test
  void freeAndUnentitledZones_leaveTheOthersAlone() {
    World world = World.of(1, 8);
    String account = world.accounts().get(0).id();
    world.addZone(account, "free.example", Plan.FREE, Set.of());
    world.addZone(account, "plain.example", Plan.PRO, Set.of());
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(6));

      assertThat(rig.scrape().family(REQUESTS)).hasSize(10);
      assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 + 8 * 15 + 2 * 10);
      assertThat(rig.scrape().sum("cloudflare_exporter_errors_total")).isZero();
    }
  }

  @Test
  void fullPage_isSplitUntilItFits() {
    SimulatorOptions smallPages = SimulatorOptions.usual().withMaxPageSize(60);
    try (Rig rig = new Rig(World.of(1, 1), smallPages, Map.of())) {
      rig.advance(Duration.ofMinutes(3));
      rig.simulator()
          .faults()
          .during(rig.now(), rig.now() + 900_000, SimulatedCall::isGraphql, Fault.status(500));
      rig.advance(Duration.ofMinutes(25));

      new Books(rig).assertExact();
      assertThat(rig.scrape().sum("cloudflare_exporter_truncated_total")).isZero();
    }
  }

  @Test
  void combinationThatIsTooMuch_isHalvedAndRemembered() {
    World world = World.of(1, 4);
    world.limitNodes(world.accounts().get(0).id(), 20);
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(8));
      long later = rig.now();
      rig.advance(Duration.ofMinutes(3));

      assertThat(documents(rig, later)).allMatch(Call::ok);
      new Books(rig).assertExact();
    }
  }

  @Test
  void accountBudgets_areKeptApart() {
    Map<String, String> byAccount =
        Map.of("RATE_LIMIT_MODE", "account", "GRAPHQL_QUERIES_PER_5_MINUTES", "12");
    try (Rig rig =
        new Rig(World.of(2, 2), SimulatorOptions.usual().withBudgets(12, 1200), byAccount)) {
      rig.advance(Duration.ofMinutes(14));

      for (var account : rig.world().accounts()) {
        assertThat(rig.simulator()
                .log()
                .mostWithin(
                    FIVE_MINUTES,
                    call -> call.api() == Api.GRAPHQL && call.accounts().contains(account.id())))
            .isBetween(8, 12);
      }
      assertThat(rig.simulator().log().calls(call -> !call.ok())).isEmpty();
      new Books(rig).assertExact();
    }
  }

  @Test
  void zonesWithoutLoadBalancing_areNoError() {
    World world = World.of(1, 3);
    world.zones().forEach(zone -> world.entitleZone(zone.id(), Set.of(Entitlement.LOGPUSH)));
    try (Rig rig = Rig.of(world)) {
      rig.advance(Duration.ofMinutes(5));

      assertThat(rig.scrape().family("cloudflare_zone_lb_origin_weight")).isEmpty();
      assertThat(rig.scrape().sum("cloudflare_exporter_errors_total")).isZero();
    }
  }

  @Test
  void deniedKind_isNeitherFetchedNorServed() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(3));
      rig.set("METRICS_DENYLIST", "cloudflare_zone_requests_by_method_total");
      rig.advance(Duration.ofMinutes(2));

      assertThat(rig.scrape().family("cloudflare_zone_requests_by_method_total"))
          .isEmpty();
      String account = rig.world().accounts().get(0).id();
      String zone = rig.world().zones().get(0).id();
      assertThat(
              rig.watermark(account, "request-method-metrics", "httpRequestsAdaptiveGroups", zone))
          .isEmpty();
    }
  }

  @Test
  void labelsChangedAtRuntime_loseAndRepeatNoWindow() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(5));
      rig.set("EXCLUDE_HOST", "true");
      rig.set("CF_HTTP_STATUS_GROUP", "true");
      rig.advance(Duration.ofMinutes(5));

      new Books(rig).assertExact();
      assertThat(rig.scrape()
              .family("cloudflare_zone_requests_status_country_host_total")
              .keySet())
          .allMatch(labels -> labels.get("edge_status").endsWith("xx"))
          .noneMatch(labels -> labels.containsKey("host"));
    }
  }

  private static List<Call> documents(Rig rig, long sinceMillis) {
    return rig.simulator()
        .log()
        .calls(call -> call.api() == Api.GRAPHQL && call.atMillis() >= sinceMillis);
  }
}
