package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was counted is compared with what Cloudflare tells an hour later. */
@Tag("rig")
class AuditTest {
  private static final String RATIO = "cloudflare_exporter_audit_ratio";
  private static final String SECONDS = "cloudflare_exporter_audited_seconds_total";
  private static final String LATE = "cloudflare_exporter_audit_late_total";
  private static final long FIVE_MINUTES = 300_000;

  private static final Fault TOO_MANY = Fault.graphqlError(
      200, "in combination, your request queries too many nodes, zones and accounts");

  private static final Map<String, String> HTTP = Map.of("query", "http-metrics");

  /** Kinds whose rows are alike: what is late of them is the share that the simulator was told. */
  private static final List<String> KINDS =
      List.of("http-metrics", "colo-metrics", "edge-country-metrics", "request-method-metrics");

  @Test
  void steadyState_isAuditedAsExact_withACallOrTwoAnHour() {
    try (Rig rig = Rig.of(World.of(1, 2))) {
      rig.advance(Duration.ofMinutes(105));
      assertThat(rig.scrape().family(RATIO)).as("before an hour is over twice").isEmpty();
      int usual = documents(rig, 15);
      rig.advance(Duration.ofMinutes(15));

      Scrape scrape = rig.scrape();
      assertThat(scrape.family(RATIO).keySet()).hasSizeGreaterThan(12);
      assertThat(scrape.family(RATIO))
          .allSatisfy((labels, ratio) -> assertThat(ratio).as("%s", labels).isEqualTo(1.0));
      assertThat(scrape.sum(LATE)).isZero();
      assertThat(scrape.sum(SECONDS, Map.of("query", "request-method-metrics")))
          .as("an hour of each zone")
          .isEqualTo(2 * 3_600);
      assertThat(documents(rig, 15) - usual).as("documents of audits").isBetween(1, 4);
      assertThat(rig.get("/status.json"))
          .contains("asked once more for the last audited hour: 100.0 %");
      assertThat(rig.reasons()).isEmpty();
      new Books(rig).assertExact();
    }
  }

  @Test
  void lateData_showsAsItsShare_andIsSaidWithWhatToDo() {
    SimulatorOptions late = SimulatorOptions.usual().withLateEvents(5, 600);
    try (Rig rig = new Rig(World.of(1, 2), late, Map.of())) {
      rig.advance(Duration.ofMinutes(130));

      Scrape scrape = rig.scrape();
      for (String kind : KINDS) {
        double ratio =
            scrape.family(RATIO, Map.of("query", kind)).values().iterator().next();
        assertThat(ratio).as(kind).isCloseTo(0.95, within(0.01));
        assertThat(scrape.sum(LATE, Map.of("query", kind))).as(kind).isPositive();
      }
      assertThat(rig.reasons())
          .anyMatch(
              reason -> reason.contains("comes late") && reason.contains("scrapeDelaySeconds"));
      String told =
          new JsonObject(rig.get("/status.json")).getJsonArray("check").encode();
      assertThat(told).contains("Raise scrapeDelaySeconds");
    }
  }

  @Test
  void switchedOff_asksNothing() {
    Map<String, String> off = Map.of("AUDIT_INTERVAL_SECONDS", "0");
    try (Rig rig = new Rig(World.of(1, 1), SimulatorOptions.usual(), off)) {
      rig.advance(Duration.ofMinutes(130));

      assertThat(rig.scrape().family(RATIO)).isEmpty();
      assertThat(rig.scrape().sum(SECONDS)).isZero();
    }
  }

  /** A budget that counting needs has nothing to spare. */
  @Test
  void scarceBudget_isLeftToCounting() {
    Map<String, String> scarce =
        Map.of("GRAPHQL_QUERIES_PER_5_MINUTES", "4", "RATE_LIMIT_MODE", "token");
    try (Rig rig =
        new Rig(World.of(1, 1), SimulatorOptions.usual().withBudgets(4, 1_200), scarce)) {
      rig.advance(Duration.ofMinutes(150));

      assertThat(rig.scrape().sum(SECONDS)).isZero();
      assertThat(rig.simulator().log().mostWithin(FIVE_MINUTES, AuditTest::isGraphql))
          .isLessThanOrEqualTo(4);
      assertThat(rig.simulator().log().calls(call -> !call.ok())).isEmpty();
      new Books(rig).assertExact();
    }
  }

  /** What could not be audited in hours is not made up for: only the latest hour is worth a call. */
  @Test
  void budgetThatWasScarceForHours_leavesNoMoreThanTheLatestHourToAudit() {
    Map<String, String> scarce =
        Map.of("GRAPHQL_QUERIES_PER_5_MINUTES", "4", "RATE_LIMIT_MODE", "token");
    try (Rig rig = new Rig(World.of(1, 2), SimulatorOptions.usual(), scarce)) {
      rig.advance(Duration.ofHours(6));
      assertThat(rig.scrape().sum(SECONDS)).isZero();
      rig.set("GRAPHQL_QUERIES_PER_5_MINUTES", "300");
      rig.advance(Duration.ofMinutes(10));

      assertThat(rig.scrape().sum(SECONDS, Map.of("query", "request-method-metrics")))
          .as("an hour of each zone")
          .isEqualTo(2 * 3_600);
      new Books(rig).assertExact();
    }
  }

  /** What refusals have taught of an account goes for its audits, too. */
  @Test
  void accountThatTakesSmallDocumentsOnly_isAuditedWithSmallOnes() {
    try (Rig rig = new Rig(
        World.of(1, 1),
        SimulatorOptions.usual(),
        Map.of(),
        simulator -> simulator
            .faults()
            .during(
                Rig.START_MILLIS, Long.MAX_VALUE, AuditTest::asksMoreThanFourNodes, TOO_MANY))) {
      rig.advance(Duration.ofHours(2));

      assertThat(rig.scrape().family(RATIO).keySet()).hasSizeGreaterThan(12);
      new Books(rig).assertExact();
    }
  }

  @Test
  void auditThatFails_costsCountingNothing() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(105));
      rig.simulator()
          .faults()
          .during(
              rig.now(),
              rig.now() + 1_200_000,
              AuditTest::isAuditOfZones,
              Fault.graphqlError(200, "something about audits is wrong"));
      rig.advance(Duration.ofMinutes(20));

      assertThat(rig.scrape().family(RATIO, HTTP)).isEmpty();
      assertThat(rig.scrape().sum("cloudflare_exporter_errors_total")).isZero();
      new Books(rig).assertExact();

      rig.advance(Duration.ofMinutes(60));
      assertThat(rig.scrape().family(RATIO, HTTP)).isNotEmpty();
    }
  }

  /** Audits ask for the plain total alone. */
  private static boolean isAuditOfZones(SimulatedCall call) {
    return call.isGraphql()
        && call.body().contains("httpRequests1mGroups")
        && call.body().contains("requests")
        && !call.body().contains("countryMap")
        && !call.body().contains("maxPageSize");
  }

  private static boolean asksMoreThanFourNodes(SimulatedCall call) {
    return call.isGraphql()
        && Pattern.compile("\\bn\\d+:").matcher(call.body()).results().count() > 4;
  }

  private static boolean isGraphql(Call call) {
    return call.api() == Api.GRAPHQL;
  }

  /** How many documents there were in as many minutes. */
  private static int documents(Rig rig, int minutes) {
    long begin = rig.now() - Duration.ofMinutes(minutes).toMillis();
    return rig.simulator()
        .log()
        .calls(call -> isGraphql(call) && call.atMillis() >= begin)
        .size();
  }
}
