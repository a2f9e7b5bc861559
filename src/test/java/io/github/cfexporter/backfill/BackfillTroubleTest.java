package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with Cloudflare leaves no hole in the history unless Cloudflare says that it must. */
@Tag("unit")
class BackfillTroubleTest {
  private static final String BEGIN = "2026-02-28T23:00:00Z";
  private static final String END = "2026-03-01T01:00:00Z";
  private static final int SOUND = 1;

  @TempDir
  static Path sound;

  @TempDir
  Path directory;

  private final BackfillRig rig = new BackfillRig(World.of(1, 2));

  /** What there is when nothing goes wrong. */
  @BeforeAll
  static void runUndisturbed() {
    try (BackfillRig undisturbed = new BackfillRig(World.of(1, 2))) {
      String file = sound.resolve("history.om").toString();
      int code = undisturbed.run("--from", BEGIN, "--to", END, "--output", file);
      assertThat(code).as(undisturbed.told()).isZero();
    }
  }

  @AfterEach
  void close() {
    rig.close();
  }

  static Stream<Fault> passing() {
    return Stream.of(
        Fault.status(503),
        Fault.status(500),
        Fault.status(429),
        Fault.tooManyRequests(120),
        Fault.html(),
        Fault.hang(),
        Fault.closedConnection(),
        Fault.malformedJson(),
        Fault.truncatedJson(),
        Fault.partialData(),
        Fault.budgetDepleted(),
        Fault.proxyLogin(),
        Fault.redirect(302, "https://elsewhere.example/"),
        Fault.graphqlError(200, "unable to execute query, please try again later"),
        Fault.graphqlError(200, "query consumed excessive resources"),
        Fault.graphqlError(200, "something that nobody has seen before"),
        Fault.graphqlError(500, "Internal server error"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPasses_isWaitedFor_andLeavesNoHole(Fault fault) throws Exception {
    rig.troubleAfter(SOUND, () -> rig.simulator.faults().next(3, call -> asksForData(call), fault));

    assertThat(run()).as(rig.told()).isZero();

    assertSame();
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatLasts_endsTheRun_whichGoesOnLater(Fault fault) throws Exception {
    rig.troubleAfter(SOUND, () -> rig.simulator.faults().always(call -> asksForData(call), fault));

    assertThat(run()).as(rig.told()).isEqualTo(1);
    assertThat(rig.told())
        .contains("the backfill has stopped; start it again to go on: Cloudflare ");
    assertThat(Files.exists(directory.resolve("history.om.state"))).isTrue();

    rig.simulator.faults().clear();
    assertThat(run()).as(rig.told()).isZero();
    assertThat(rig.told()).contains("going on from 2026-03-01T00:00:00Z");
    assertThat(Files.exists(directory.resolve("history.om.state"))).isFalse();
    assertSame();
  }

  /** While it is found out what there is, too. */
  @ParameterizedTest
  @MethodSource("passing")
  void planThatIsNotWhole_isNone(Fault fault) throws Exception {
    rig.simulator.faults().always(call -> call.body().contains("settings"), fault);
    assertThat(run()).as(rig.told()).isEqualTo(1);
    rig.simulator.faults().clear();
    rig.simulator.faults().always(call -> call.path().endsWith("/zones"), fault);
    boolean everywhere = !(fault instanceof Fault.Partial);
    assertThat(run()).as(rig.told()).isEqualTo(everywhere ? 1 : 0);
    rig.simulator.faults().clear();

    assertThat(run()).as(rig.told()).isZero();
    assertSame();
  }

  @Test
  void fieldThatAPlanDoesNotHave_isAskedForOnce_andCostsNoOtherZone() throws Exception {
    String zone = rig.world.zones().get(1).id();
    rig.world.close(zone, "httpRequestsAdaptiveGroups.clientRequestHTTPMethodName");

    assertThat(run()).as(rig.told()).isZero();

    String name = rig.world.zones().get(1).name();
    assertThat(rig.told())
        .containsPattern("not covered: request-method-metrics/[A-Za-z-]* of " + name
            + " from 2026-02-28T23:00:00Z: GRAPHQL_FIELD_ACCESS");
    assertThat(rig.simulator.log().calls())
        .filteredOn(call -> call.outcome().contains("does not have access"))
        .as("the zone with others, with fewer, and alone")
        .hasSizeBetween(1, 3);
    assertThat(Files.readString(directory.resolve("history-2026-03-01.om")))
        .doesNotContain(name)
        .contains(rig.world.zones().get(0).name());
  }

  @Test
  void datasetThatTheSchemaDoesNotKnow_isListed() {
    rig.only(BackfillRig.BY_METHOD, "worker-totals");
    rig.simulator.drift().removeDataset("workersInvocationsAdaptive");

    assertThat(run()).as(rig.told()).isZero();

    assertThat(rig.told()).contains("not covered: worker-totals/");
  }

  @Test
  void tokenThatIsRevoked_endsTheRunAtOnce() {
    rig.troubleAfter(SOUND, () -> rig.simulator.tokens().revoke(Tokens.DEMO));

    assertThat(run()).isEqualTo(1);

    assertThat(rig.told())
        .containsPattern("start it again to go on: token [a-z0-9]+ is rejected by Cloudflare,"
            + " give another one: request-method-metrics/");
    assertThat(rig.questions()).isEqualTo(SOUND + 1);
  }

  @Test
  void wrongToken_isToldBeforeAnythingIsAsked() {
    rig.environment.put("CLOUDFLARE_API_TOKEN", "wrong-token");

    assertThat(run()).isEqualTo(1);

    assertThat(rig.told())
        .contains("is rejected by Cloudflare: it is wrong")
        .doesNotContain("done");
    assertThat(rig.questions()).isZero();
  }

  private int run() {
    String file = directory.resolve("history.om").toString();
    return rig.run("--from", BEGIN, "--to", END, "--output", file);
  }

  private void assertSame() throws Exception {
    assertThat(rig.told()).doesNotContain("not covered: request-method-metrics");
    for (String day : new String[] {"-2026-02-28.om", "-2026-03-01.om"}) {
      assertThat(BackfillRig.sorted(directory.resolve("history" + day)))
          .hasSizeGreaterThan(200)
          .isEqualTo(BackfillRig.sorted(sound.resolve("history" + day)));
    }
  }

  private static boolean asksForData(SimulatedCall call) {
    return BackfillRig.asksForData(call.body());
  }

  /** Half of one call is none: it waited for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"GRAPHQL_QUERIES_PER_5_MINUTES", "REST_CALLS_PER_5_MINUTES"})
  @Timeout(60)
  void budgetThatLeavesNoCall_isToldAtOnce(String setting) {
    rig.environment.put(setting, "1");

    assertThat(run()).isEqualTo(1);
    assertThat(rig.told()).contains("nothing would be left: allowed are 2 or more for");
    assertThat(rig.simulator.log().calls()).isEmpty();
  }
}
