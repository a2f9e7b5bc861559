package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.Entitlement;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.Plan;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.World;
import io.github.cfexporter.simulator.Zone;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A day of random faults, plan changes and zone changes. The seed is in every message of failure;
 * {@code -Drig.seed=…} replays it.
 */
class RandomDayTest {
  private static final int HOURS = 24;
  private static final List<Fault> FAULTS = List.of(
      Fault.closedConnection(),
      Fault.hang(),
      Fault.status(502),
      Fault.html(),
      Fault.tooManyRequests(120),
      Fault.malformedJson(),
      Fault.truncatedJson(),
      Fault.revokedToken());

  /** Series are kept for ever, because some that never grow would reach their usual end. */
  private static final Map<String, String> UNHURRIED = Map.of(
      "SERIES_TTL_SECONDS",
      "0",
      "METRIC_REFRESH_INTERVAL_SECONDS",
      "300",
      "ZONE_LIST_CACHE_TTL_SECONDS",
      "600",
      "ACCOUNT_LIST_CACHE_TTL_SECONDS",
      "600");

  private final long seed = Long.getLong("rig.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  @Timeout(300)
  void randomDay_endsExact() {
    try (Rig rig = new Rig(World.of(1, 2), SimulatorOptions.usual(), UNHURRIED)) {
      Watch watch = new Watch(rig, Duration.ofMinutes(10));
      watch.advance(Duration.ofMinutes(20));
      for (int hour = 0; hour < HOURS; hour++) {
        disturb(rig);
        change(rig);
        watch.advance(Duration.ofHours(1));
      }
      // what is closed to a zone lags, and what was refused to it is tried again within an hour
      rig.world().zones().forEach(zone -> rig.world().changePlan(zone.id(), Plan.PRO));
      watch.advance(Duration.ofMinutes(80));

      Books books = new Books(rig).assertExact();
      assertThat(books.oldestWatermark()).isGreaterThan(rig.now() / 1000 - 300 - 2 * 300 - 60);
      assertThat(rig.simulator()
              .log()
              .mostWithin(Duration.ofMinutes(5).toMillis(), call -> call.api() == Api.GRAPHQL))
          .isLessThanOrEqualTo(300);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": replay with -Drig.seed=" + seed, e);
    }
  }

  /** One fault within the next hour, from seconds to three quarters of an hour long. */
  private void disturb(Rig rig) {
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    boolean graphqlOnly = random.nextBoolean();
    long begin = rig.now() + random.nextInt(900) * 1000L;
    long length = (1 + random.nextInt(2_700)) * 1000L;
    rig.simulator()
        .faults()
        .during(begin, begin + length, call -> !graphqlOnly || call.isGraphql(), fault);
  }

  private void change(Rig rig) {
    List<Zone> zones = rig.world().zones();
    Zone zone = zones.get(random.nextInt(zones.size()));
    switch (random.nextInt(8)) {
      case 0 -> rig.world().changePlan(zone.id(), Plan.BUSINESS);
      case 1 -> rig.world().changePlan(zone.id(), Plan.ENTERPRISE);
      case 5, 6 -> rig.world().changePlan(zone.id(), Plan.FREE);
      case 2 -> rig.world().pause(zone.id(), random.nextBoolean());
      case 3 ->
        rig.world().renameZone(zone.id(), "renamed-" + random.nextInt(1_000_000) + ".example");
      case 4 -> replace(rig, zone);
      default -> rig.set("QUERY_LIMIT", String.valueOf(200 + random.nextInt(9_000)));
    }
  }

  /** One zone goes and another one comes. */
  private void replace(Rig rig, Zone gone) {
    rig.world().removeZone(gone.id());
    rig.world()
        .addZone(
            gone.accountId(),
            "zone-" + random.nextInt(1_000_000) + ".example",
            Plan.PRO,
            EnumSet.allOf(Entitlement.class));
  }
}
