package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where remote write has less than it wants: memory, minutes of rows, or a minute. */
@Tag("rig")
class RemoteWriteBoundsTest {
  private static final String SAMPLES = "cloudflare_exporter_remote_write_samples_total";
  private static final String PENDING = "cloudflare_exporter_remote_write_pending_samples";
  private static final String NEWEST = "cloudflare_exporter_remote_write_newest_timestamp_seconds";
  private static final String REQUESTS = "cloudflare_zone_requests_total";

  private final WrittenSamples written = new WrittenSamples();

  private Rig rig(World world, Map<String, String> more) {
    return rig(world, more, SimulatorOptions.usual());
  }

  private Rig rig(World world, Map<String, String> more, SimulatorOptions options) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("REMOTE_WRITE_URL", "https://receiver.example/api/v1/write");
    Remotes remotes = new Remotes(url -> written, Optional.empty());
    return new Rig(world, options, settings, Duration.ZERO, simulator -> {}, remotes);
  }

  /** What is dropped is the oldest, it is counted, and every sample after it is what it would be. */
  @Test
  void whatWaitsTakesNoMoreThanItsMemory_andTheRestIsExact() {
    try (Rig rig = rig(World.of(1, 12), Map.of("REMOTE_WRITE_BUFFER_MEGABYTES", "1"))) {
      rig.advance(Duration.ofMinutes(6));
      assertThat(dropped(rig)).isZero();
      long down = rig.now() / 1000;
      written.answers(() -> WrittenSamples.reply(503));
      rig.advance(Duration.ofMinutes(30));
      double pending = rig.scrape().sum(PENDING);
      assertThat(dropped(rig)).isGreaterThan(1_000);
      rig.advance(Duration.ofMinutes(10));
      assertThat(rig.scrape().sum(PENDING)).as("the memory is full").isLessThan(pending * 1.2);

      written.works();
      rig.advance(Duration.ofMinutes(4));
      assertThat(rig.scrape().sum(PENDING)).isZero();
      new MinuteBooks(rig, written).dropped().assertExact(60);
      NavigableMap<Long, Double> samples = requests(rig.world().zones().get(0));
      long hole = down + 600;
      assertThat(samples.subMap(hole * 1000, (hole + 600) * 1000))
          .as("the oldest went")
          .isEmpty();
      assertThat(samples.tailMap((down + 34 * 60) * 1000)).hasSizeGreaterThan(2);
    }
  }

  private static double dropped(Rig rig) {
    return rig.scrape().sum(SAMPLES, Map.of("outcome", "dropped"));
  }

  private NavigableMap<Long, Double> requests(Zone zone) {
    return written
        .series()
        .get(Map.of(
            "__name__",
            REQUESTS,
            "zone",
            zone.name(),
            "account",
            "account-0",
            "job",
            "cloudflare-exporter"));
  }

  @Test
  void windowsShorterThanAMinute_giveASampleEach() {
    try (Rig rig = rig(
        World.of(1, 1),
        Map.of("TIME_WINDOW_SECONDS", "20", "METRIC_REFRESH_INTERVAL_SECONDS", "20"))) {
      rig.advance(Duration.ofMinutes(6));

      MinuteBooks books = new MinuteBooks(rig, written).windowsOf(20).assertExact(60);
      assertThat(books.compared()).isGreaterThan(3_000);
      Set<Long> seconds = written.series().entrySet().stream()
          .filter(series -> series.getKey().get("__name__").contains("colocation_requests_total"))
          .flatMap(series -> series.getValue().keySet().stream())
          .map(millis -> millis / 1000 % 60)
          .collect(Collectors.toSet());
      assertThat(seconds).containsExactlyInAnyOrder(0L, 20L, 40L);
      assertThat(written.refusals()).isEmpty();
    }
  }

  /** Usual delay: what is asked for is so old, and what was sent last is of the last whole minute. */
  @Test
  void newestTimestamp_isThatOfTheLastMinuteThatWasTaken() {
    try (Rig rig = rig(World.of(1, 1), Map.of())) {
      rig.advance(Duration.ofMinutes(6));
      assertThat(rig.scrape().sum(NEWEST)).isEqualTo(newest()).isGreaterThan(0);
      assertThat(rig.now() / 1000.0 - rig.scrape().sum(NEWEST)).isBetween(300.0, 300.0 + 120);

      written.answers(() -> WrittenSamples.reply(503));
      double before = rig.scrape().sum(NEWEST);
      rig.advance(Duration.ofMinutes(5));
      assertThat(rig.scrape().sum(NEWEST)).as("nothing was taken").isEqualTo(before);

      written.works();
      rig.advance(Duration.ofMinutes(2));
      assertThat(rig.scrape().sum(NEWEST)).isEqualTo(newest()).isGreaterThan(before);
    }
  }

  /** Seconds since the epoch. */
  private double newest() {
    return written.series().values().stream()
        .mapToLong(samples -> samples.lastKey() / 1000)
        .max()
        .orElseThrow();
  }

  private static void outage(Rig rig, Duration lasting) {
    long begin = rig.now();
    rig.simulator()
        .faults()
        .during(begin, begin + lasting.toMillis(), SimulatedCall::isGraphql, Fault.status(503));
    rig.advance(lasting);
  }

  /** A zone whose plan keeps the minute from it is counted all the same, a sample a window. */
  @Test
  void zoneThatMayNotAskForTheMinute_givesOneSampleAWindow() {
    World world = World.of(1, 3);
    Zone closed = world.zones().get(1);
    world.close(closed.id(), "httpRequestsAdaptiveGroups.datetimeMinute");
    try (Rig rig = rig(world, Map.of())) {
      rig.advance(Duration.ofMinutes(8));
      outage(rig, Duration.ofMinutes(20));
      rig.advance(Duration.ofMinutes(10));

      new Books(rig).assertExact();
      new MinuteBooks(rig, written).undivided(Set.of(closed.id())).assertExact(60);
      int minutes = colocations(world.zones().get(0));
      assertThat(minutes).isGreaterThan(30);
      assertThat(colocations(closed)).isBetween(10, minutes - 15);
    }
  }

  /** The field is gone for all: what is scraped is not worse off than without remote write. */
  @Test
  void minuteThatTheSchemaLacks_costsMinutesAlone() {
    World world = World.of(1, 2);
    try (Rig rig = rig(world, Map.of())) {
      rig.advance(Duration.ofMinutes(6));
      rig.simulator().drift().remove("ZoneHttpRequestsAdaptiveGroupsDimensions", "datetimeMinute");
      rig.advance(Duration.ofMinutes(8));
      int before = colocations(world.zones().get(0));
      outage(rig, Duration.ofMinutes(15));
      rig.advance(Duration.ofMinutes(8));

      new Books(rig).assertExact();
      new MinuteBooks(rig, written)
          .undivided(world.zones().stream().map(Zone::id).collect(Collectors.toSet()))
          .assertExact(60);
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
      assertThat(before).isGreaterThan(10);
      assertThat(colocations(world.zones().get(0)) - before).isBetween(5, 15);
    }
  }

  /** Narrower windows would take more calls than scrapes alone do; so minutes are given up instead. */
  @Test
  void rowsByMinuteThatDoNotFitAPage_giveOneSampleAWindow() {
    World world = World.of(1, 1);
    Set<String> subjects =
        Set.of(world.accounts().get(0).id(), world.zones().get(0).id());
    Map<String, String> wide = Map.of("TIME_WINDOW_SECONDS", "300");
    try (Rig rig = rig(world, wide, SimulatorOptions.usual().withMaxPageSize(60))) {
      rig.advance(Duration.ofMinutes(35));

      new Books(rig).assertExact();
      new MinuteBooks(rig, written).undivided(subjects).assertExact(300);
      assertThat(rig.scrape().sum("cloudflare_exporter_truncated_total")).isZero();
      assertThat(colocations(world.zones().get(0))).isBetween(5, 12);
    }
  }

  /** How many moments have samples that were counted from {@code httpRequestsAdaptiveGroups}. */
  private int colocations(Zone zone) {
    return written.series().entrySet().stream()
        .filter(series -> series.getKey().get("__name__").contains("colocation_requests_total"))
        .filter(series -> zone.name().equals(series.getKey().get("zone")))
        .flatMap(series -> series.getValue().keySet().stream())
        .collect(Collectors.toSet())
        .size();
  }
}
