package io.github.cfexporter.rig;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** What goes wrong on a random day, drawn by chance and noted down. */
final class Mishaps {
  /** Cloudflare keeps minutes for a day: what fails for so long is lost. */
  private static final int UNHURT_HOURS = 4;

  private static final String UNKNOWN = "Service unavailable";

  /** What happens to calls for a time, be it to all or to those about one zone. */
  private static final List<Fault> FAULTS = List.of(
      Fault.closedConnection(),
      Fault.hang(),
      Fault.status(502),
      Fault.html(),
      Fault.tooManyRequests(120),
      Fault.malformedJson(),
      Fault.truncatedJson(),
      Fault.revokedToken(),
      Fault.graphqlError(200, UNKNOWN),
      Fault.graphqlError(200, ""),
      Fault.graphqlError(500, "Internal authentication error: internal server error"),
      Fault.restError(412, 1, "precondition failed"),
      Fault.status(404),
      Fault.redirect(308, "https://elsewhere.example/"));

  /** How one zone fails for ever: cases.md 3 and 5. */
  private static final List<Fault> LASTING = List.of(
      Fault.graphqlError(403, "forbidden"),
      Fault.restError(403, 10000, "Authentication error"),
      Fault.status(403),
      Fault.status(404),
      Fault.restError(404, 7003, "No route for the URI"),
      Fault.status(429),
      Fault.tooManyRequests(60),
      Fault.graphqlError(429, "slow down"),
      Fault.status(500),
      Fault.graphqlError(500, "Internal server error"),
      Fault.status(503),
      Fault.graphqlError(503, "unable to execute query, please try again later"),
      Fault.graphqlError(200, "unable to execute query, please try again later"),
      Fault.graphqlError(200, UNKNOWN),
      Fault.graphqlError(200, ""),
      Fault.json(200, "{\"data\":null,\"errors\":null}"),
      Fault.json(200, "{\"data\":null}"));

  private static final List<String> LISTS = List.of(
      "/accounts",
      "/zones",
      "/firewall/rules",
      "/rulesets",
      "/ssl/certificate_packs",
      "/load_balancers",
      "/load_balancers/pools");

  private final Rig rig;
  private final Random random;
  private final List<String> noted = new ArrayList<>();
  private final Set<String> strange = new HashSet<>();
  private Optional<Zone> lasting = Optional.empty();

  Mishaps(Rig rig, Random random) {
    this.rig = rig;
    this.random = random;
  }

  /** Plans something for the next hour, of up to three quarters of it. */
  void plan(int hour) {
    switch (random.nextInt(8)) {
      case 0, 1 -> damagedList();
      case 2 -> wrongClock();
      case 3 -> wrongDates();
      case 4 -> absurdNumbers();
      default -> fault();
    }
    if (hour >= UNHURT_HOURS && lasting.isEmpty() && random.nextInt(4) == 0) {
      failForEver();
    }
  }

  /** The zone that fails until {@link #end}. */
  Optional<Zone> lasting() {
    return lasting;
  }

  /** Zones of which answers told numbers that no counter takes. */
  Set<String> strange() {
    return strange;
  }

  /** Whatever goes on ends. */
  void end() {
    rig.simulator().faults().clear();
    lasting = Optional.empty();
    note("all is well");
  }

  @Override
  public String toString() {
    return String.join("\n", noted);
  }

  private void fault() {
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    boolean graphqlOnly = random.nextBoolean();
    String only = random.nextInt(3) == 0 ? zone().id() : "";
    during(
        "zone='" + only + "' graphqlOnly=" + graphqlOnly,
        call -> call.names(only) && (!graphqlOnly || call.isGraphql()),
        fault);
  }

  private void failForEver() {
    Zone zone = zone();
    Fault fault = LASTING.get(random.nextInt(LASTING.size()));
    boolean graphqlOnly = random.nextBoolean();
    lasting = Optional.of(zone);
    rig.simulator()
        .faults()
        .always(call -> call.names(zone.id()) && (!graphqlOnly || call.isGraphql()), fault);
    note("for ever zone=" + zone.id() + " graphqlOnly=" + graphqlOnly + " " + fault);
  }

  /** cases.md 7 to 9: lists that end too early, or hold nothing. */
  private void damagedList() {
    String list = LISTS.get(random.nextInt(LISTS.size()));
    Predicate<SimulatedCall> calls = call -> call.path().endsWith(list);
    switch (random.nextInt(4)) {
      case 0 -> during("list=" + list + " empty", calls, Fault.edited(DamagedAnswers::emptied));
      case 1 ->
        during("list=" + list + " short", calls, Fault.edited(DamagedAnswers::withoutLastItem));
      case 2 -> during("list=" + list + " cut off", calls, Fault.truncatedJson());
      default -> {
        int times = 1 + random.nextInt(4);
        note("list=" + list + " empty times=" + times);
        rig.simulator()
            .faults()
            .next(
                times,
                call -> call.path().endsWith(list),
                Fault.json(200, "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":[]}"));
      }
    }
  }

  /** Numbers that no counter takes, in a few answers or in all of a time, of one zone. */
  private void absurdNumbers() {
    String zone = zone().id();
    String value = DamagedAnswers.ABSURD.get(random.nextInt(DamagedAnswers.ABSURD.size()));
    int place = random.nextInt(16);
    strange.add(zone);
    Fault fault = Fault.edited(body -> DamagedAnswers.withNumber(body, zone, value, place));
    Predicate<SimulatedCall> calls = call -> call.isGraphql() && call.names(zone);
    String what = "zone=" + zone + " number=" + value + " place=" + place;
    if (random.nextBoolean()) {
      during(what, calls, fault);
    } else {
      int times = 1 + random.nextInt(5);
      note(what + " times=" + times);
      rig.simulator().faults().next(times, calls, fault);
    }
  }

  /** The machine's clock jumps by up to two hours. */
  private void wrongClock() {
    Duration ahead =
        random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(14_400) - 7_200);
    rig.setClock(ahead);
    note("clock ahead=" + ahead);
  }

  /**
   * {@code Date} is wrong: in one answer by hours, or in all by minutes. It is never ahead for long by
   * more than the delay spares, for then nobody knows that what is asked for has not come in yet.
   */
  private void wrongDates() {
    if (random.nextBoolean()) {
      long lie = (random.nextInt(28_800) - 14_400) * 1000L;
      rig.simulator().dates().skewNext(lie);
      note("one date later=" + lie);
    } else {
      long skew = (random.nextInt(780) - 600) * 1000L;
      rig.simulator().dates().skew(random.nextInt(3) == 0 ? 0 : skew);
      note("dates later=" + skew + ", or right again");
    }
  }

  private void during(String what, Predicate<SimulatedCall> calls, Fault fault) {
    long begin = rig.now() + random.nextInt(900) * 1000L;
    long length = (1 + random.nextInt(2_700)) * 1000L;
    rig.simulator().faults().during(begin, begin + length, calls, fault);
    note(what + " from=" + Instant.ofEpochMilli(begin) + " seconds=" + length / 1000 + " " + fault);
  }

  private Zone zone() {
    List<Zone> zones = rig.world().zones();
    return zones.get(random.nextInt(zones.size()));
  }

  private void note(String what) {
    noted.add(Instant.ofEpochMilli(rig.now()) + " " + what);
  }
}
