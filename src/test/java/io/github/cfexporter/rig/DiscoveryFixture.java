package io.github.cfexporter.rig;

import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An account with two zones, whose lists are read every minute. */
abstract class DiscoveryFixture {
  static final String REQUESTS = "cloudflare_zone_requests_total";

  /** Long enough for a list to be read again and for a window to be fetched and shown. */
  static final Duration NOTICED = Duration.ofMinutes(3);

  /** What is gone is doubted for three minutes, and kept for an hour. */
  static final Duration KEPT = Duration.ofMinutes(65);

  Rig rig;
  Watch watch;
  String account;
  Zone zone;

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
}
