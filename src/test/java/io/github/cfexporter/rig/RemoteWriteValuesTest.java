package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is sent fits what is scraped. */
@Tag("rig")
class RemoteWriteValuesTest {
  private static final String URL = "https://receiver.example/api/v1/write";
  private static final String PENDING = "cloudflare_exporter_remote_write_pending_samples";

  private final WrittenSamples written = new WrittenSamples();

  private Rig rig(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("REMOTE_WRITE_URL", URL);
    return Rig.sending(World.of(1, 2), settings, new Remotes(url -> written, Optional.empty()));
  }

  /** An increase over all of it is exact, because nothing lies before the zero. */
  @Test
  void newSeries_hasAZero_oneMinuteBeforeItsFirstValue() {
    try (Rig rig = rig(Map.of())) {
      rig.advance(Duration.ofMinutes(15));

      Set<Long> begins = new TreeSet<>();
      counters().forEach((labels, samples) -> {
        Map.Entry<Long, Double> zero = samples.firstEntry();
        Map.Entry<Long, Double> first = samples.higherEntry(zero.getKey());
        assertThat(zero.getValue()).as("%s", labels).isZero();
        assertThat(first.getKey() - zero.getKey()).as("%s", labels).isEqualTo(60_000);
        assertThat(first.getValue()).as("%s", labels).isPositive();
        begins.add(zero.getKey());
      });
      assertThat(begins).as("minutes in which series began").hasSizeGreaterThan(5);
    }
  }

  /** Those that are zero all the time have no need of another zero. */
  private Map<Map<String, String>, NavigableMap<Long, Double>> counters() {
    Map<Map<String, String>, NavigableMap<Long, Double>> counters = new HashMap<>();
    written.series().forEach((labels, samples) -> {
      if (labels.get("__name__").endsWith("_total")
          && samples.values().stream().anyMatch(value -> value > 0)) {
        counters.put(labels, samples);
      }
    });
    return counters;
  }

  @Test
  void countersOfTimes_areSentInSeconds_theVeryNumbersOfTheScrape() {
    try (Rig rig = rig(Map.of("NEW_SERIES_ZERO_SECONDS", "0"))) {
      rig.advance(Duration.ofMinutes(12));

      Scrape scrape = rig.scrape();
      assertThat(scrape.sum(PENDING)).isZero();
      Set<String> families = new TreeSet<>();
      Map<String, Map<Map<String, String>, Double>> scraped = new HashMap<>();
      counters().forEach((labels, samples) -> {
        String family = labels.get("__name__");
        Map<String, String> own = new HashMap<>(labels);
        own.keySet().removeAll(Set.of("__name__", "job"));
        assertThat(samples.lastEntry().getValue())
            .as("%s", labels)
            .isEqualTo(scraped
                .computeIfAbsent(family, f -> withoutEmpty(scrape.family(f)))
                .get(own));
        if (family.endsWith("_seconds_total")) {
          families.add(family);
        }
      });
      assertThat(families)
          .contains(
              "cloudflare_worker_cpu_seconds_total",
              "cloudflare_zone_origin_time_seconds_total",
              "cloudflare_zone_health_check_rtt_time_seconds_total");
    }
  }

  /** An empty label is as good as none, and is not sent. */
  private static Map<Map<String, String>, Double> withoutEmpty(
      Map<Map<String, String>, Double> scraped) {
    Map<Map<String, String>, Double> series = new HashMap<>();
    scraped.forEach((labels, value) -> {
      Map<String, String> some = new HashMap<>(labels);
      some.values().removeIf(String::isEmpty);
      series.put(some, value);
    });
    return series;
  }

  /** What was scraped of a window is the mean of what was sent of its minutes. */
  @Test
  void numbersOfThings_areThoseOfAUsualWindow_asTheScrapeShowsThem() {
    try (Rig rig = rig(Map.of("TIME_WINDOW_SECONDS", "180"))) {
      rig.advance(Duration.ofMinutes(16));

      for (String family :
          List.of("cloudflare_zone_requests_cached", "cloudflare_zone_health_check_events_avg")) {
        for (Zone zone : rig.world().zones()) {
          double scraped = rig.scrape().sum(family, Map.of("zone", zone.name()));
          List<Double> minutes = lastMinutes(family, zone, 3);
          double mean =
              minutes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
          assertThat(scraped).isPositive();
          assertThat(mean).as("%s of %s", family, minutes).isCloseTo(scraped, within(scraped / 3));
          if (family.equals("cloudflare_zone_requests_cached")) {
            assertThat(mean).isCloseTo(scraped, within(1e-6 * scraped));
          }
        }
      }
    }
  }

  /** Rows that say their minute add up to what Cloudflare tells without it. */
  @Test
  void windowsThatAreTakenApart_areAuditedAsExact() {
    try (Rig rig = rig(Map.of())) {
      rig.advance(Duration.ofMinutes(122));

      Map<Map<String, String>, Double> ratios =
          rig.scrape().family("cloudflare_exporter_audit_ratio");
      assertThat(ratios).hasSizeGreaterThan(12);
      assertThat(ratios)
          .allSatisfy((labels, ratio) -> assertThat(ratio).as("%s", labels).isEqualTo(1.0));
    }
  }

  private List<Double> lastMinutes(String family, Zone zone, int count) {
    Map<String, String> labels = Map.of(
        "__name__",
        family,
        "zone",
        zone.name(),
        "account",
        "account-0",
        "job",
        "cloudflare-exporter");
    return written.series().get(labels).descendingMap().values().stream()
        .limit(count)
        .toList();
  }
}
