package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  private final EndedSeries series = new EndedSeries(written);
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
    Map<Map<String, String>, Long> last = series.lastMinutes(ofIt);

    rig.set("CF_EXCLUDE_ZONES", leaving.name());
    rig.advance(Duration.ofMinutes(5));

    assertThat(last).hasSizeGreaterThan(100);
    series.assertEnded(ofIt, last);
    series.assertGoOn(labels -> !ofIt.test(labels) && labels.get("__name__").equals(PLAIN));
    assertThat(written.refusals()).isEmpty();
  }

  @Test
  void seriesOfOtherLabels_endAfterTheMinuteBefore() {
    Predicate<Map<String, String>> byHost =
        labels -> labels.get("__name__").equals(BY_COLO) && labels.containsKey("host");
    rig.advance(Duration.ofMinutes(8));
    Map<Map<String, String>, Long> last = series.lastMinutes(byHost);

    rig.set("EXCLUDE_HOST", "true");
    rig.advance(Duration.ofMinutes(4));

    assertThat(last).hasSizeGreaterThan(10);
    series.assertEnded(byHost, last);
    series.assertGoOn(
        labels -> labels.get("__name__").equals(BY_COLO) && !labels.containsKey("host"));
    assertThat(written.refusals()).isEmpty();
  }

  @Test
  void deniedMetrics_end() {
    Predicate<Map<String, String>> denied =
        labels -> List.of(PLAIN, SHARE).contains(labels.get("__name__"));
    rig.advance(Duration.ofMinutes(8));
    Map<Map<String, String>, Long> last = series.lastMinutes(denied);

    rig.set("METRICS_DENYLIST", PLAIN + "," + SHARE);
    rig.advance(Duration.ofMinutes(4));

    assertThat(last).hasSize(2 * world.zones().size());
    series.assertEnded(denied, last);
    series.assertGoOn(labels -> labels.get("__name__").equals(BY_COUNTRY));
    assertThat(written.refusals()).isEmpty();
  }

  /** Its end is in the same moment as its new beginning, which must not be that of its last value. */
  @Test
  void metricThatIsDeniedAndAllowedBetweenTwoWindows_beginsAtZeroAfterItsLastMinute() {
    rig.advance(Duration.ofMinutes(6));
    for (int round = 0; round < 4; round++) { // between the same two windows in some of them
      rig.set("METRICS_DENYLIST", PLAIN + "," + BY_COLO);
      rig.advance(Duration.ofSeconds(3));
      rig.set("METRICS_DENYLIST", "");
      rig.advance(Duration.ofSeconds(71));
    }

    assertThat(written.refusals()).isEmpty();
    Set<Long> begins = new TreeSet<>();
    written.series().forEach((labels, samples) -> {
      double last = 0;
      for (Map.Entry<Long, Double> sample : samples.entrySet()) {
        if (List.of(PLAIN, BY_COLO).contains(labels.get("__name__"))) {
          boolean end = WrittenSamples.isEnd(sample.getValue());
          boolean goesOn = end || sample.getValue() >= last;
          assertThat(goesOn || sample.getValue() == 0)
              .as("%s %s", labels, samples)
              .isTrue();
          last = end ? last : sample.getValue();
          begins.add(goesOn ? 0 : sample.getKey() % 1_000);
        }
      }
    });
    assertThat(begins).contains(1L);
  }
}
