package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cfexporter.remote.ReceiverReply;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every minute of every counter reaches its receiver as it was, whatever happens on the way. */
@Tag("rig")
class RemoteWriteTest {
  private static final String URL = "https://receiver.example/api/v1/write";
  private static final String SAMPLES = "cloudflare_exporter_remote_write_samples_total";
  private static final String REQUESTS = "cloudflare_zone_requests_total";
  private static final String PENDING = "cloudflare_exporter_remote_write_pending_samples";

  @TempDir
  Path directory;

  private final WrittenSamples written = new WrittenSamples();

  private Rig rig(World world) {
    return rig(world, settings -> settings);
  }

  private Rig rig(World world, UnaryOperator<Map<String, String>> more) {
    Map<String, String> settings = new HashMap<>(Map.of("REMOTE_WRITE_URL", URL));
    return Rig.sending(world, more.apply(settings), new Remotes(url -> written, Optional.empty()));
  }

  @Test
  void steadyState_sendsEveryMinuteAsItWas() {
    try (Rig rig = rig(World.of(1, 3))) {
      rig.advance(Duration.ofMinutes(12));

      assertThat(new MinuteBooks(rig, written).assertExact(60).compared()).isGreaterThan(5_000);
      assertThat(written.refusals()).isEmpty();
      assertThat(rig.scrape().sum(SAMPLES, Map.of("outcome", "sent"))).isGreaterThan(5_000);
      assertThat(rig.scrape().sum(SAMPLES, Map.of("outcome", "refused"))).isZero();
      new Books(rig).assertExact();
    }
  }

  @Test
  void outageOfCloudflare_isCaughtUpMinuteByMinute_atNoMoreCalls() {
    long calls = callsOfOutage();

    try (Rig rig = rig(World.of(1, 3))) {
      outage(rig);

      assertThat(new MinuteBooks(rig, written).assertExact(60).compared()).isGreaterThan(9_000);
      assertThat(written.refusals()).isEmpty();
      assertThat(graphqlCalls(rig)).isLessThanOrEqualTo(calls);
      assertThat(checkHitRatios(rig)).isGreaterThan(100);
      new Books(rig).assertExact();
    }
  }

  /** A gauge of every minute, those of the outage included; returns how many there were. */
  private int checkHitRatios(Rig rig) {
    int checked = 0;
    for (Zone zone : rig.world().zones()) {
      Map<String, String> labels = Map.of(
          "__name__", "cloudflare_zone_cache_hit_ratio",
          "zone", zone.name(),
          "account", "account-0",
          "job", "cloudflare-exporter");
      long last = 0;
      for (Map.Entry<Long, Double> sample :
          written.series().getOrDefault(labels, new TreeMap<>()).entrySet()) {
        long end = sample.getKey() / 1000;
        Map<List<String>, Long> requests = rig.simulator()
            .truth()
            .counts(
                zone.id(),
                "httpRequests1mGroups",
                event -> List.of(Boolean.toString(Happening.isCached(event))),
                end - 60,
                end);
        double cached = requests.getOrDefault(List.of("true"), 0L);
        double all = cached + requests.getOrDefault(List.of("false"), 0L);
        assertThat(sample.getValue()).isCloseTo(cached / all, within(1e-9));
        assertThat(last == 0 ? 60 : end - last).isEqualTo(60);
        last = end;
        checked++;
      }
    }
    return checked;
  }

  private long callsOfOutage() {
    try (Rig rig = Rig.of(World.of(1, 3))) {
      outage(rig);
      return graphqlCalls(rig);
    }
  }

  /** What a person sees: no hole, and no step when Cloudflare is back. */
  @Test
  void outageOfCloudflare_leavesNoTraceInRates() throws Exception {
    PromqlLaws.need();
    try (Rig rig = rig(World.of(1, 3))) {
      long begin = rig.now() / 60_000;
      outage(rig);
      PromqlLaws laws = new PromqlLaws(Duration.ofMinutes(1), 60);
      for (Zone zone : rig.world().zones()) {
        written.series().forEach((labels, samples) -> {
          if (labels.get("__name__").equals(REQUESTS) && zone.name().equals(labels.get("zone"))) {
            samples.forEach((millis, value) -> laws.sample(
                REQUESTS,
                Map.of("zone", zone.name()),
                Math.toIntExact(millis / 60_000 - begin + 10),
                value));
          }
        });
        for (int step = 10; step < 44; step++) {
          long requests = requests(rig, zone, (begin + step - 10) * 60);
          laws.law(
              "abs(sum(rate(" + REQUESTS + "{zone=\"" + zone.name() + "\"}[2m])) * 60 / " + requests
                  + " - 1) < bool 0.15",
              step);
        }
      }

      laws.assertAll(directory);
    }
  }

  /** In the minute before a second since the epoch. */
  private static long requests(Rig rig, Zone zone, long end) {
    return rig.simulator()
        .truth()
        .counts(zone.id(), "httpRequests1mGroups", event -> List.of(), end - 60, end)
        .getOrDefault(List.of(), 0L);
  }

  private static void outage(Rig rig) {
    outage(rig, Duration.ofMinutes(8), Duration.ofMinutes(20), Duration.ofMinutes(14));
  }

  private static void outage(Rig rig, Duration before, Duration during, Duration after) {
    rig.advance(before);
    long begin = rig.now();
    rig.simulator()
        .faults()
        .during(begin, begin + during.toMillis(), SimulatedCall::isGraphql, Fault.status(503));
    rig.advance(during.plus(after));
  }

  private static long graphqlCalls(Rig rig) {
    return rig.simulator().log().calls(call -> call.api() == Api.GRAPHQL).size();
  }

  @Test
  void receiverThatIsDownForTenMinutes_getsEverything() {
    try (Rig rig = rig(World.of(1, 2))) {
      rig.advance(Duration.ofMinutes(6));
      written.answers(() -> WrittenSamples.reply(503));
      rig.advance(Duration.ofMinutes(10));
      assertThat(rig.scrape().sum(PENDING)).isGreaterThan(100);
      written.works();
      rig.advance(Duration.ofMinutes(3));

      new MinuteBooks(rig, written).assertExact(60);
      assertThat(written.refusals()).isEmpty();
      assertThat(rig.scrape().sum(PENDING)).isZero();
      assertThat(rig.scrape().sum(SAMPLES, Map.of("outcome", "dropped"))).isZero();
    }
  }

  @Test
  void receiverThatWantsToBeLeftAlone_isLeftAlone_andGetsEverything() {
    try (Rig rig = rig(World.of(1, 2))) {
      rig.advance(Duration.ofMinutes(6));
      MultiMap wait = MultiMap.caseInsensitiveMultiMap().add("Retry-After", "240");
      written.answers(() -> new ReceiverReply(429, wait, "slow down"));
      rig.advance(Duration.ofMinutes(2));
      int asked = written.statuses().size();
      rig.advance(Duration.ofMinutes(1));

      assertThat(written.statuses()).hasSize(asked);

      written.works();
      rig.advance(Duration.ofMinutes(6));
      new MinuteBooks(rig, written).assertExact(60);
    }
  }

  /** Killed while a catch-up is being sent, and between what was sent and that it is known. */
  @Test
  void nodeThatIsKilled_goesOnWhereItWas() {
    try (Rig rig = Rig.sending(
        World.of(1, 2),
        new HashMap<>(Map.of("REMOTE_WRITE_URL", URL)),
        new Remotes(url -> written, Optional.of(directory)))) {
      outage(rig, Duration.ofMinutes(6), Duration.ofMinutes(12), Duration.ZERO);
      written.fallsSilentAfter(20);
      rig.advance(Duration.ofMinutes(4));
      assertThat(written.isSilent()).isTrue();
      int before = written.statuses().size();

      rig.crash();
      written.works();
      rig.advance(Duration.ofMinutes(8));

      assertThat(written.statuses().size()).isGreaterThan(before + 50);
      new MinuteBooks(rig, written).assertExact(60);
      new Books(rig).assertExact();
    }
  }

  @Test
  void whatWaitsTooLong_isDroppedAndCounted_andTheRestIsTrue() {
    try (Rig rig = rig(World.of(1, 2), settings -> {
      settings.put("REMOTE_WRITE_MAX_AGE_SECONDS", "300");
      return settings;
    })) {
      written.answers(() -> WrittenSamples.reply(503));
      rig.advance(Duration.ofMinutes(15));
      written.works();
      rig.advance(Duration.ofMinutes(3));

      assertThat(rig.scrape().sum(SAMPLES, Map.of("outcome", "dropped"))).isGreaterThan(100);
      assertThat(rig.scrape().sum(PENDING)).isZero();
      assertThat(written.series()).isNotEmpty();
    }
  }
}
