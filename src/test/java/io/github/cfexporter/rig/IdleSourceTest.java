package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A source that gives no row for a day is asked rarely, and misses nothing when something comes. */
@Tag("rig")
class IdleSourceTest {
  private static final String KIND = "request-method-metrics";
  private static final String REQUESTS = "cloudflare_zone_requests_by_method_total";
  private static final String LAG = "cloudflare_exporter_lag_seconds";

  /** Without audits, which would be among the windows that are looked at. */
  private static final Map<String, String> ONE_KIND =
      Map.of("METRICS_DENYLIST", QueryKinds.denyAllBut(KIND), "AUDIT_INTERVAL_SECONDS", "0");

  /** When something happens again, in seconds since the epoch: in the middle of a minute. */
  private static final long NOISE = Rig.START_MILLIS / 1000 + 28 * 3_600 + 13;

  private final World world = World.of(1, 2);
  private final String quiet = world.zones().get(0).id();
  private final String busy = world.zones().get(1).id();
  private Rig rig;

  @BeforeEach
  void letADayPass() {
    world.silence(quiet, 0, NOISE);
    rig = new Rig(world, SimulatorOptions.usual(), ONE_KIND);
    rig.advance(Duration.ofMinutes(5));
    rig.set("METRIC_REFRESH_INTERVAL_SECONDS", "600"); // a day of minutes would take long
    rig.advance(Duration.ofHours(24).plusMinutes(10));
    rig.set("METRIC_REFRESH_INTERVAL_SECONDS", "60");
    rig.advance(Duration.ofMinutes(5));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void idleSource_isAskedOnceInAWhile_andDoesNotCountAsLate() {
    long begin = rig.now();
    double largestLag = 0;
    for (int minute = 0; minute < 120; minute++) {
      rig.advance(Duration.ofMinutes(1));
      largestLag = Math.max(largestLag, rig.scrape().sum(LAG));
    }

    assertThat(asked(quiet, begin)).hasSizeBetween(7, 9);
    assertThat(asked(quiet, begin))
        .extracting(node -> node.toSecond() - node.fromSecond())
        .containsOnly(900L);
    assertThat(asked(busy, begin)).as("the other zone").hasSizeGreaterThan(115);
    assertThat(largestLag).isLessThan(480);
    new Books(rig).assertExact();
  }

  @Test
  void firstRow_makesItLivelyAgain_andNothingWasMissed() {
    rig.advance(Duration.ofMillis(NOISE * 1000 - rig.now()).plusMinutes(23));
    double counted = rig.scrape().sum(REQUESTS, zone(quiet));
    assertThat(counted).isPositive();
    new Books(rig).assertExact();

    long begin = rig.now();
    rig.advance(Duration.ofMinutes(30));
    assertThat(asked(quiet, begin)).hasSizeBetween(28, 32);
    assertThat(rig.scrape().sum(REQUESTS, zone(quiet))).isGreaterThan(counted);
    assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
    new Books(rig).assertExact();
  }

  @Test
  void idleSource_isAskedAsEver_whenThatIsSet() {
    rig.set("IDLE_SOURCE_SECONDS", "0");
    rig.advance(Duration.ofMinutes(2));
    long begin = rig.now();
    rig.advance(Duration.ofMinutes(10));

    assertThat(asked(quiet, begin)).hasSizeBetween(9, 11);
    new Books(rig).assertExact();
  }

  private Map<String, String> zone(String id) {
    return Map.of("zone", world.zone(id).orElseThrow().name());
  }

  private List<AskedNode> asked(String zone, long sinceMillis) {
    return rig.simulator().log().calls(call -> call.atMillis() > sinceMillis).stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.scopes().contains(zone))
        .toList();
  }
}
