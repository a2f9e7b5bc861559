package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History of a simulated Cloudflare, minute by minute as it was. */
@Tag("unit")
class BackfillTest {
  @TempDir
  Path directory;

  private final BackfillRig rig = new BackfillRig(World.of(1, 3));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void threeHours_areWhatHappened_minuteByMinute() throws Exception {
    rig.only(BackfillRig.BY_METHOD, "load-balancer-metrics", "worker-totals");
    String begin = "2026-03-01T07:00:00Z";
    Path file = directory.resolve("history.om");

    int code = rig.run("--from", begin, "--to", "now", "--output", file.toString());

    assertThat(code).as(rig.told()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(rig.check(file, begin)).isGreaterThan(3 * 4 * 180);
    assertThat(
            HistoryTruth.checkSeconds(rig.simulator, lines, Instant.parse(begin).getEpochSecond()))
        .isGreaterThan(2 * 180);
    assertThat(lines).contains("# TYPE cloudflare_zone_requests_by_method counter");
    assertThat(rig.told())
        .contains("done: 2026-03-01T07:00:00Z to 2026-03-01T10:15:00Z")
        .contains("not covered: load-balancer-metrics/")
        .contains("do not tell their minute");
  }

  /** METRICS_DENYLIST holds for all that is asked and written. */
  @Test
  void whatIsDenied_isNeitherAskedForNorWritten() throws Exception {
    Path file = directory.resolve("history.om");

    rig.run("--from", "2026-03-01T10:00:00Z", "--output", file.toString());

    assertThat(Files.readAllLines(file))
        .filteredOn(line -> line.startsWith("# TYPE"))
        .containsExactly("# TYPE cloudflare_zone_requests_by_method counter");
    assertThat(rig.simulator.log().calls())
        .as("settings of accounts, and rules")
        .noneMatch(call -> call.target().contains("rulesets"))
        .noneMatch(call -> call.target().contains("firewall"))
        .noneMatch(
            call -> call.nodes().stream().anyMatch(node -> node.dataset().contains("workers")));
    assertThat(rig.told()).doesNotContain("certificate").doesNotContain("worker");
  }

  @Test
  void whatHasNoHistory_isListed() {
    rig.environment.remove("METRICS_DENYLIST");
    String file = directory.resolve("history.om").toString();

    assertThat(rig.run("--from", "2026-03-01T10:10:00Z", "--output", file)).isZero();

    assertThat(rig.told())
        .contains("not covered: ssl-certificates: Cloudflare has no history of it")
        .contains("not covered: lb-weight-metrics: Cloudflare has no history of it");
  }

  @Test
  void namesOfRules_areAskedForOnce_forAllZonesOfTheAccount() {
    rig.only("http-metrics");
    String file = directory.resolve("history.om").toString();

    assertThat(rig.run("--from", "2026-03-01T10:10:00Z", "--output", file)).isZero();

    String account = rig.world.accounts().get(0).id();
    assertThat(rig.simulator.log().calls())
        .filteredOn(call -> call.target().endsWith("/accounts/" + account + "/rulesets"))
        .hasSize(1);
    assertThat(rig.simulator.log().calls())
        .filteredOn(call -> call.target().endsWith("/firewall/rules"))
        .hasSize(3);
  }

  @Test
  void namesOfRulesThatMayNotBeRead_areListed() {
    rig.only("http-metrics");
    rig.simulator
        .faults()
        .always(
            call -> call.path().endsWith("/rulesets"),
            Fault.restError(403, 10000, "Authentication error"));
    String file = directory.resolve("history.om").toString();

    assertThat(rig.run("--from", "2026-03-01T10:10:00Z", "--output", file)).isZero();

    assertThat(rig.told()).contains("not covered: names of some rules of account ");
  }

  @Test
  void whatCloudflareNoLongerHas_isListed() {
    String file = directory.resolve("old.om").toString();

    rig.run("--from", "2025-01-01", "--to", "2025-01-02", "--step", "600s", "--output", file);

    assertThat(rig.told()).contains("Cloudflare keeps it for");
  }

  /** Whatever its settings say. */
  @Test
  void windowThatIsTooOld_isListed_andTheNextIsAskedFor() throws Exception {
    rig.simulator
        .faults()
        .next(
            1,
            BackfillTest::asksForData,
            Fault.graphqlError(200, "cannot request data older than 3600s"));
    Path file = directory.resolve("history.om");
    rig.environment.put("CF_ZONES", rig.world.zones().get(0).name());

    int code = rig.run("--from", "2026-03-01T05:00:00Z", "--output", file.toString());

    assertThat(code).as(rig.told()).isZero();
    assertThat(rig.told())
        .contains("Cloudflare no longer had it, so it begins 2026-03-01T06:00:00Z");
    assertThat(rig.check(file, "2026-03-01T06:00:00Z")).isGreaterThan(4 * 60);
  }

  @Test
  void callsInAnyFiveMinutes_areHalfOfTheBudgetAtMost() {
    rig.environment.put("GRAPHQL_QUERIES_PER_5_MINUTES", "4");
    String file = directory.resolve("history.om").toString();

    assertThat(rig.run("--from", "2026-02-28T22:00:00Z", "--output", file)).isZero();

    List<Long> calls = rig.simulator.log().calls().stream()
        .filter(call -> call.target().endsWith("/graphql"))
        .map(call -> call.atMillis())
        .toList();
    assertThat(calls).hasSizeGreaterThan(5);
    assertThat(calls)
        .allSatisfy(begin -> assertThat(calls)
            .filteredOn(at -> at >= begin && at < begin + 300_000)
            .hasSizeLessThanOrEqualTo(2));
    assertThat(rig.told()).containsPattern("[0-9]+ % done, at 2026-.* remaining time [0-9hms]+");
  }

  private static boolean asksForData(SimulatedCall call) {
    return BackfillRig.asksForData(call.body());
  }
}
