package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus' own {@code increase()} makes of an hour of scrapes, told by {@code promtool test
 * rules}, which needs no hour for it.
 */
@Tag("rig")
class IncreasesTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final int SCRAPES = 240;

  /** Scrapes in ten minutes. */
  private static final int RANGE = 40;

  /** What is rare enough to lose much when the first value of each series is lost. */
  private static final Map<String, Scope> FAMILIES = Map.of(
      "cloudflare_zone_firewall_events_total",
      Scope.ZONE,
      "cloudflare_zone_requests_status_country_host_total",
      Scope.ZONE,
      "cloudflare_worker_errors_total",
      Scope.ACCOUNT);

  /** Errors of servers only, as in alerts. */
  private static final String SERVER_ERRORS = "{edge_status=~\"5..\"}";

  @TempDir
  Path directory;

  private final Rig rig = Rig.of(World.of(1, 3));

  /** Of both instants alike, so that it does not matter. */
  private final long begin = rig.now() / 1000 - 3_600;

  private final TrueCounters truth = new TrueCounters();

  private final PromqlLaws laws = new PromqlLaws(INTERVAL, SCRAPES);

  @AfterEach
  void stop() {
    rig.close();
  }

  /** Prometheus adds half an interval at the beginning: 0.2 % of an hour. */
  @Test
  void increaseIsWhatHappened_andMissesNoFirstValue() throws Exception {
    PromqlLaws.need();
    scrape(0, SCRAPES - RANGE);
    Map<String, Long> before = happened();
    scrape(SCRAPES - RANGE, SCRAPES);
    Map<String, Long> after = happened();
    for (String family : FAMILIES.keySet()) {
      String series = family.contains("status") ? family + SERVER_ERRORS : family;
      long happened = after.get(family) - before.get(family);
      assertThat(happened).as(family).isGreaterThan(100);
      laws.law(
          "abs(sum(increase(" + series + "[1h])) / sum(" + series + ") - 1) < bool 0.005",
          SCRAPES - 1);
      laws.law(
          "abs(sum(increase(" + series + "[10m])) / " + happened + " - 1) < bool 0.02",
          SCRAPES - 1);
    }

    assertThat(laws.series()).isGreaterThan(100);
    laws.assertAll(directory);
  }

  private void scrape(int from, int to) {
    for (int scrape = from; scrape < to; scrape++) {
      rig.advance(INTERVAL);
      Scrape now = rig.scrape();
      for (String family : FAMILIES.keySet()) {
        for (Map.Entry<Map<String, String>, Double> sample : now.family(family).entrySet()) {
          laws.sample(family, sample.getKey(), scrape, sample.getValue());
        }
      }
    }
  }

  /** What has happened up to what is counted, by family. */
  private Map<String, Long> happened() {
    Map<String, Long> sums = new HashMap<>();
    FAMILIES.forEach((family, scope) -> {
      for (Account account : rig.world().accounts()) {
        List<String> zones = scope == Scope.ACCOUNT
            ? List.of("")
            : rig.world().zonesOf(account.id()).stream().map(Zone::id).toList();
        zones.forEach(
            zone -> sums.merge(family, happened(family, scope, account, zone), Long::sum));
      }
    });
    return sums;
  }

  private long happened(String family, Scope scope, Account account, String zone) {
    TrueCounters.Meaning meaning = truth.byFamily().get(family);
    long sum = 0;
    for (GraphqlKind kind : Rig.kinds(scope)) {
      for (Source source : kind.sources()) {
        if (source.metrics().stream().anyMatch(metric -> metric.name().equals(family))) {
          long to =
              rig.watermark(account.id(), kind.name(), source.name(), zone).orElseThrow();
          AtomicLong here = new AtomicLong();
          rig.simulator()
              .truth()
              .forEach(
                  zone.isEmpty() ? account.id() : zone,
                  source.dataset(),
                  event -> here.addAndGet(counted(meaning, event)),
                  begin,
                  to);
          sum += here.get();
        }
      }
    }
    return sum;
  }

  private static long counted(TrueCounters.Meaning meaning, Event event) {
    String status = meaning.labels().apply(event).getOrDefault("edge_status", "500");
    return meaning.where().test(event) && status.startsWith("5")
        ? meaning.value().applyAsLong(event)
        : 0;
  }
}
