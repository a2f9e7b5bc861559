package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer may only cost what it is about: the rows of cases.md on GraphQL, one by one. */
@Tag("rig")
class BadNeighbourTest {
  private static final String TEMPORARY = "unable to execute query, please try again later";
  private static final String UNKNOWN = "Service unavailable";
  private static final int SOURCES = 15;
  private static final int ACCOUNT_SOURCES = 4;

  /** How one zone fails for ever. */
  record Bad(String name, Fault fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> faults() {
    return Stream.of(
        new Bad("documented words", Fault.graphqlError(200, TEMPORARY)),
        new Bad("unknown words", Fault.graphqlError(200, UNKNOWN)),
        new Bad("no words", Fault.graphqlError(200, "")),
        new Bad("internal", Fault.graphqlError(500, "Internal authentication error: oops")),
        new Bad("forbidden", Fault.graphqlError(403, "forbidden")),
        new Bad("unauthorized status", Fault.graphqlError(401, "no")),
        new Bad("bad request", Fault.restError(400, 7003, "no")),
        new Bad("precondition", Fault.restError(412, 1, "no")),
        new Bad("status 404", Fault.status(404)),
        new Bad("status 503", Fault.status(503)),
        new Bad("HTML with status 200", Fault.html()),
        new Bad("malformed JSON", Fault.malformedJson()),
        new Bad("redirect", Fault.redirect(308, "https://elsewhere.example/graphql")),
        new Bad("closed connection", Fault.closedConnection()));
  }

  /** cases.md 3. */
  @ParameterizedTest
  @MethodSource("faults")
  void oneZone_neverSilencesTheOthers(Bad bad) {
    World world = World.of(1, 4);
    Zone zone = world.zones().get(1);
    try (Rig rig = Rig.of(world)) {
      Watch watch = new Watch(rig);
      watch.advance(Duration.ofMinutes(4));
      rig.simulator()
          .faults()
          .always(call -> call.isGraphql() && call.names(zone.id()), bad.fault());
      watch.advance(Duration.ofMinutes(6));
      assertThat(fresh(new Books(rig).assertExact(), rig)).isEqualTo(ACCOUNT_SOURCES + 3 * SOURCES);

      rig.simulator().faults().clear();
      watch.advance(Duration.ofMinutes(6));
      assertThat(fresh(new Books(rig).assertExact(), rig)).isEqualTo(ACCOUNT_SOURCES + 4 * SOURCES);
      assertThat(search(rig)).isLessThanOrEqualTo(45);
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
    }
  }

  /** cases.md 3, from the start: nothing is known of the zones yet, nor of what they may use. */
  @Test
  void oneZoneThatFailsFromTheStart_neverSilencesTheOthers() {
    World world = World.of(1, 4);
    Zone zone = world.zones().get(2);
    try (Rig rig = Rig.of(world)) {
      rig.simulator()
          .faults()
          .always(
              call -> call.isGraphql() && call.names(zone.id()),
              Fault.graphqlError(200, TEMPORARY));
      rig.advance(Duration.ofMinutes(12));

      assertThat(fresh(new Books(rig).assertExact(), rig)).isEqualTo(ACCOUNT_SOURCES + 3 * SOURCES);
    }
  }

  /** cases.md 5 and 6a. */
  @ParameterizedTest
  @MethodSource("outages")
  void unknownWords_costNoMoreThanTheWindowsTry(Outage outage) {
    try (Rig rig = Rig.of(World.of(1, outage.zones()))) {
      rig.advance(Duration.ofMinutes(5));
      int usual = rig.simulator()
          .log()
          .mostWithin(
              60_000, call -> call.api() == Api.GRAPHQL && call.atMillis() > rig.now() - 90_000);
      rig.advance(Duration.ofMillis(60_000 - Math.floorMod(rig.now() - Rig.START_MILLIS, 60_000L)));
      long begin = rig.now() - 1_000;
      long end = begin + outage.seconds() * 1000L;
      rig.simulator()
          .faults()
          .during(begin, end, SimulatedCall::isGraphql, Fault.graphqlError(200, UNKNOWN));
      rig.advance(Duration.ofSeconds(outage.seconds()));
      List<Call> during = documents(rig, begin);
      assertThat(during.size()).as("calls while it lasts").isLessThanOrEqualTo(2 * usual + 10);

      rig.advance(Duration.ofMinutes(3));
      assertThat(fresh(new Books(rig).assertExact(), rig))
          .isEqualTo(ACCOUNT_SOURCES + outage.zones() * SOURCES);
      assertThat(documents(rig, end).size()).as("no storm").isLessThanOrEqualTo(5 * usual);
    }
  }

  record Outage(int zones, int seconds) {}

  static List<Outage> outages() {
    return List.of(new Outage(4, 4), new Outage(20, 20), new Outage(4, 90));
  }

  /** cases.md 6b. */
  @Test
  void oneDataset_isFoundByItsPathOrWithoutOne() {
    for (boolean alone : List.of(true, false)) {
      try (Rig rig = Rig.of(World.of(1, 4))) {
        rig.advance(Duration.ofMinutes(4));
        Fault fails = new Fault.NodeFails("", "firewallEventsAdaptiveGroups", TEMPORARY, alone);
        rig.simulator().faults().always(SimulatedCall::isGraphql, fails);
        rig.advance(Duration.ofMinutes(5));

        assertThat(fresh(new Books(rig).assertExact(), rig))
            .as("answered beside it: %s", alone)
            .isGreaterThanOrEqualTo(ACCOUNT_SOURCES + 4 * (SOURCES - 2));
      }
    }
    try (Rig rig = Rig.of(World.of(1, 4))) {
      rig.advance(Duration.ofMinutes(4));
      rig.simulator()
          .faults()
          .always(
              call -> call.asksFor("firewallEventsAdaptiveGroups"),
              Fault.graphqlError(200, TEMPORARY));
      rig.advance(
          Duration.ofMinutes(11)); // 60 planned nodes are halved until all others are cleared

      assertThat(fresh(new Books(rig).assertExact(), rig))
          .isGreaterThanOrEqualTo(ACCOUNT_SOURCES + 4 * (SOURCES - 2));
    }
  }

  /** cases.md 6c. */
  @Test
  void oneSourceOfADataset_isToldOnce() {
    World world = World.of(1, 3);
    try (Rig rig = Rig.of(world);
        Told told = new Told()) {
      rig.advance(Duration.ofMinutes(4));
      String zone = world.zones().get(0).id();
      rig.simulator()
          .faults()
          .always(
              SimulatedCall::isGraphql, new Fault.NodeFails(zone, "botScore_geq", UNKNOWN, true));
      rig.advance(Duration.ofMinutes(15));
      assertThat(told.lines("does not answer"))
          .singleElement()
          .satisfies(line -> assertThat(line).contains("zone=" + zone).contains("source=bots"));
      assertThat(told.lines("answers again")).isEmpty();
      assertThat(fresh(new Books(rig).assertExact(), rig))
          .isEqualTo(ACCOUNT_SOURCES + 3 * SOURCES - 1);

      rig.simulator().faults().clear();
      rig.advance(Duration.ofMinutes(6));
      assertThat(told.lines("answers again")).hasSize(1);
    }
  }

  /** cases.md 25. */
  @Test
  void answerThatIsTooLarge_isNoOutage() {
    try (Rig rig = Rig.of(World.of(1, 4));
        Told told = new Told()) {
      rig.advance(Duration.ofMinutes(4));
      rig.mostBytes(30_000);
      rig.advance(Duration.ofMinutes(6));

      assertThat(fresh(new Books(rig).assertExact(), rig)).isEqualTo(ACCOUNT_SOURCES + 4 * SOURCES);
      assertThat(told.lines("does not answer")).isEmpty();
      // five refreshes; nodes of one source stay together, which fills small documents less well
      assertThat(documents(rig, rig.now() - 300_000).size()).isBetween(20, 80);
    }
  }

  /** How many sources of zones and accounts are not late. */
  static int fresh(Books books, Rig rig) {
    return fresh(books, rig, Duration.ofMinutes(8));
  }

  static int fresh(Books books, Rig rig, Duration lag) {
    long late = rig.now() / 1000 - lag.toSeconds();
    return (int) books.watermarks().stream().filter(w -> w > late).count();
  }

  /** The most calls over GraphQL in five minutes. */
  private static int search(Rig rig) {
    return rig.simulator().log().mostWithin(300_000, call -> call.api() == Api.GRAPHQL);
  }

  private static List<Call> documents(Rig rig, long sinceMillis) {
    return rig.simulator()
        .log()
        .calls(call -> call.api() == Api.GRAPHQL && call.atMillis() >= sinceMillis);
  }
}
