package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A series that is no longer sent has ended, a millisecond after its last minute. */
@Tag("rig")
class EndedSeriesTest {
  private static final String URL = "https://receiver.example/api/v1/write";

  /** Counts every request, without a label of its own. */
  private static final String PLAIN = "cloudflare_zone_requests_total";

  /** Counts the same requests from the same windows. */
  private static final String BY_COUNTRY = "cloudflare_zone_requests_country_total";

  /** Counts requests, by {@code colo} and {@code host}. */
  private static final String BY_COLO = "cloudflare_zone_colocation_requests_total";

  private static final String SHARE = "cloudflare_zone_cache_hit_ratio";

  private final World world = World.of(1, 3);
  private final WrittenSamples written = new WrittenSamples();
  private final Rig rig = Rig.sending(
      world, Map.of("REMOTE_WRITE_URL", URL), new Remotes(url -> written, Optional.empty()));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void zoneThatLeaves_endsAllItsSeries() {
    Zone leaving = world.zones().get(1);
    Predicate<Map<String, String>> ofIt = labels -> leaving.name().equals(labels.get("zone"));
    rig.advance(Duration.ofMinutes(8));
    Map<Map<String, String>, Long> last = lastMinutes(ofIt);

    rig.set("CF_EXCLUDE_ZONES", leaving.name());
    rig.advance(Duration.ofMinutes(5));

    assertThat(last).hasSizeGreaterThan(100);
    assertEnded(ofIt, last);
    assertGoOn(labels -> !ofIt.test(labels) && labels.get("__name__").equals(PLAIN));
    assertThat(written.refusals()).isEmpty();
  }

  @Test
  void seriesOfOtherLabels_endAfterTheMinuteBefore() {
    Predicate<Map<String, String>> byHost =
        labels -> labels.get("__name__").equals(BY_COLO) && labels.containsKey("host");
    rig.advance(Duration.ofMinutes(8));
    Map<Map<String, String>, Long> last = lastMinutes(byHost);

    rig.set("EXCLUDE_HOST", "true");
    rig.advance(Duration.ofMinutes(4));

    assertThat(last).hasSizeGreaterThan(10);
    assertEnded(byHost, last);
    assertGoOn(labels -> labels.get("__name__").equals(BY_COLO) && !labels.containsKey("host"));
    assertThat(written.refusals()).isEmpty();
  }

  @Test
  void deniedMetrics_end() {
    Predicate<Map<String, String>> denied =
        labels -> List.of(PLAIN, SHARE).contains(labels.get("__name__"));
    rig.advance(Duration.ofMinutes(8));
    Map<Map<String, String>, Long> last = lastMinutes(denied);

    rig.set("METRICS_DENYLIST", PLAIN + "," + SHARE);
    rig.advance(Duration.ofMinutes(4));

    assertThat(last).hasSize(2 * world.zones().size());
    assertEnded(denied, last);
    assertGoOn(labels -> labels.get("__name__").equals(BY_COUNTRY));
    assertThat(written.refusals()).isEmpty();
  }

  /** Milliseconds since the epoch of the last sample of those series that go on so far. */
  private Map<Map<String, String>, Long> lastMinutes(Predicate<Map<String, String>> which) {
    Map<Map<String, String>, Long> last = new HashMap<>();
    written.series().forEach((labels, samples) -> {
      if (which.test(labels) && !WrittenSamples.isEnd(samples.lastEntry().getValue())) {
        last.put(labels, samples.lastKey());
      }
    });
    return last;
  }

  /** @param known as it was before; a minute more may have come until they ended */
  private void assertEnded(
      Predicate<Map<String, String>> which, Map<Map<String, String>, Long> known) {
    written.series().forEach((labels, samples) -> {
      if (which.test(labels)) {
        assertThat(WrittenSamples.isEnd(samples.lastEntry().getValue()))
            .as("%s has ended: %s", labels, samples)
            .isTrue();
        assertThat(samples.lastKey())
            .as("%s", labels)
            .isEqualTo(samples.lowerKey(samples.lastKey()) + 1);
      }
    });
    assertThat(written.series().keySet()).containsAll(known.keySet());
  }

  private void assertGoOn(Predicate<Map<String, String>> which) {
    List<NavigableMap<Long, Double>> others = written.series().entrySet().stream()
        .filter(series -> which.test(series.getKey()))
        .map(Map.Entry::getValue)
        .toList();
    assertThat(others).isNotEmpty();
    assertThat(others)
        .noneMatch(samples -> WrittenSamples.isEnd(samples.lastEntry().getValue()));
  }
}
