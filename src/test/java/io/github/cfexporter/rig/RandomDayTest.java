package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Days of random faults, plan changes and zone changes. The seed is in every message of failure; {@code
 * -Drig.seed=…} replays it, and {@code -Drig.seeds=200} goes on from there with the next ones.
 */
@Tag("rig")
class RandomDayTest {
  private static final int HOURS = Integer.getInteger("rig.hours", 24);
  private static final long FIVE_MINUTES = 300_000;

  /** The longest wait for a probe, and two refreshes. */
  private static final long FRESH_SECONDS = 300 + 2 * 300 + 60;

  /**
   * Series are kept for ever, because some that never grow would reach their usual end. Nothing is audited:
   * the log of calls is read as that of windows that were counted.
   */
  private static final Map<String, String> UNHURRIED = Map.of(
      "AUDIT_INTERVAL_SECONDS",
      "0",
      "SERIES_TTL_SECONDS",
      "0",
      "METRIC_REFRESH_INTERVAL_SECONDS",
      "300",
      "ZONE_LIST_CACHE_TTL_SECONDS",
      "600",
      "ACCOUNT_LIST_CACHE_TTL_SECONDS",
      "600");

  static LongStream seeds() {
    long first = Long.getLong("rig.seed", new Random().nextLong());
    return LongStream.range(0, Long.getLong("rig.seeds", 1)).map(n -> first + n);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(300)
  void randomDay_endsExact(long seed) {
    Random random = new Random(seed);
    try (Rig rig = new Rig(World.of(1, 2), SimulatorOptions.usual(), UNHURRIED)) {
      Mishaps mishaps = new Mishaps(rig, random);
      try {
        liveThrough(rig, random, mishaps);
      } catch (AssertionError e) {
        throw new AssertionError(
            "seed " + seed + ": replay with -Drig.seed=" + seed + "\n" + mishaps, e);
      }
    }
  }

  private static void liveThrough(Rig rig, Random random, Mishaps mishaps) {
    Watch watch = new Watch(rig, Duration.ofMinutes(10));
    watch.advance(Duration.ofMinutes(20));
    for (int hour = 0; hour < HOURS; hour++) {
      mishaps.plan(hour);
      change(rig, random);
      watch.advance(Duration.ofHours(1));
    }
    rig.setClock(Duration.ZERO);
    rig.simulator().dates().skew(0);
    // what is closed to a zone lags, and what was refused to it is tried again within an hour
    rig.world().zones().forEach(zone -> rig.world().changePlan(zone.id(), Plan.PRO));
    watch.advance(Duration.ofMinutes(80));
    assertExact(rig, mishaps);

    if (mishaps.lasting().isPresent()) {
      mishaps.end();
      watch.advance(Duration.ofMinutes(80));
      assertExact(rig, mishaps);
    }
  }

  /** Of a zone that fails what was counted is exact; the others are up to date. */
  private static void assertExact(Rig rig, Mishaps mishaps) {
    Books books = new Books(rig).mayLack(mishaps.strange()).assertExact();
    assertThat(books.oldestWatermarkBut(mishaps.lasting().map(Zone::id).orElse("")))
        .as("the oldest watermark")
        .isGreaterThan(rig.now() / 1000 - FRESH_SECONDS);
    assertThat(books.lacking() == 0 || told(rig) > 0)
        .as("told of what is missing: %s series", books.lacking())
        .isTrue();
    assertThat(rig.simulator().log().mostWithin(FIVE_MINUTES, call -> call.api() == Api.GRAPHQL))
        .isLessThanOrEqualTo(300);
  }

  private static double told(Rig rig) {
    return rig.scrape().sum("cloudflare_exporter_lost_seconds_total")
        + rig.scrape().sum("cloudflare_exporter_refused_values_total");
  }

  private static void change(Rig rig, Random random) {
    List<Zone> zones = rig.world().zones();
    Zone zone = zones.get(random.nextInt(zones.size()));
    switch (random.nextInt(8)) {
      case 0 -> rig.world().changePlan(zone.id(), Plan.BUSINESS);
      case 1 -> rig.world().changePlan(zone.id(), Plan.ENTERPRISE);
      case 5, 6 -> rig.world().changePlan(zone.id(), Plan.FREE);
      case 2 -> rig.world().pause(zone.id(), random.nextBoolean());
      case 3 ->
        rig.world().renameZone(zone.id(), "renamed-" + random.nextInt(1_000_000) + ".example");
      case 4 -> replace(rig, zone, random);
      default -> rig.set("QUERY_LIMIT", String.valueOf(200 + random.nextInt(9_000)));
    }
  }

  /** One zone goes and another one comes. */
  private static void replace(Rig rig, Zone gone, Random random) {
    rig.world().removeZone(gone.id());
    rig.world()
        .addZone(
            gone.accountId(),
            "zone-" + random.nextInt(1_000_000) + ".example",
            Plan.PRO,
            EnumSet.allOf(Entitlement.class));
  }
}
