package io.github.cfexporter.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the memory for what waits is divided among those who need it. */
@Tag("unit")
class BufferShareTest {
  private static final long MIB = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Settings settings = Settings.read(
      new Sources(Map.of(), Map.of("REMOTE_WRITE_BUFFER_MEGABYTES", "8"), Map.of(), file -> ""));
  private final RemoteWrite remote = new RemoteWrite(
      () -> settings, Time.of(vertx), new Telemetry(Time.of(vertx)), url -> (headers, body) -> {
        throw new AssertionError("no receiver was named");
      });

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoNeedsMore_hasALargerShare_onceThereIsTooMuch() {
    remote.holds(zone(1), 2 * MIB);
    remote.holds(zone(2), 6 * MIB);
    assertThat(remote.mostBytes(zone(1))).isEqualTo(Long.MAX_VALUE);

    remote.holds(zone(2), 14 * MIB);
    assertThat(remote.mostBytes(zone(1))).isEqualTo(MIB);
    assertThat(remote.mostBytes(zone(2))).isEqualTo(7 * MIB);
    assertThat(remote.mostBytes(zone(3))).isZero();

    remote.holds(zone(2), 0);
    assertThat(remote.mostBytes(zone(1))).isEqualTo(Long.MAX_VALUE);
  }

  /** The sum is kept, and not made anew for each window. */
  @Test
  void sharesAlways_areThoseOfTheSum() {
    Random random = new Random(7);
    Map<Integer, Long> held = new HashMap<>();
    for (int step = 0; step < 10_000; step++) {
      int number = random.nextInt(40);
      long bytes = random.nextInt(3) == 0 ? 0 : random.nextInt((int) MIB);
      held.put(number, bytes);
      remote.holds(zone(number), bytes);
      long sum = held.values().stream().mapToLong(Long::longValue).sum();
      assertThat(remote.mostBytes(zone(number)))
          .isEqualTo(sum <= 8 * MIB ? Long.MAX_VALUE : (long) ((double) bytes / sum * 8 * MIB));
    }
  }

  private static SourceZone zone(int number) {
    return new SourceZone("account", "kind", "source", "zone-" + number);
  }
}
