package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rule 10 of the counting rules: what is denied leaves, and begins at zero when it is allowed again. */
@Tag("rig")
class DenylistTest {
  private static final String DENYLIST = "METRICS_DENYLIST";

  /** Counts every request, without a label of its own. */
  private static final String PLAIN = "cloudflare_zone_requests_total";

  /** Counts the same requests from the same windows. */
  private static final String BY_COUNTRY = "cloudflare_zone_requests_country_total";

  /** Counts requests, by {@code colo} and {@code host}. */
  private static final String BY_COLO = "cloudflare_zone_colocation_requests_total";

  /** Counts requests, too, in another query kind over the same dataset. */
  private static final String BY_METHOD = "cloudflare_zone_requests_by_method_total";

  /** Sums are compared that have other series: what is new in them is not held at zero here. */
  private final Rig rig =
      new Rig(World.of(1, 3), SimulatorOptions.usual(), Map.of("NEW_SERIES_ZERO_SECONDS", "0"));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void deniedMetric_leavesAtOnce_andBeginsAtZeroWhenAllowedAgain() {
    rig.advance(Duration.ofMinutes(5));
    assertThat(rig.scrape().sum(PLAIN)).isPositive();

    rig.set(DENYLIST, PLAIN);
    assertThat(rig.scrape().samples()).doesNotContainKey(PLAIN);
    rig.advance(Duration.ofMinutes(3));
    assertThat(rig.scrape().samples()).doesNotContainKey(PLAIN);

    double others = rig.scrape().sum(BY_COUNTRY);
    rig.set(DENYLIST, "");
    rig.advance(Duration.ofMinutes(3));
    assertThat(rig.scrape().sum(PLAIN))
        .isPositive()
        .isEqualTo(rig.scrape().sum(BY_COUNTRY) - others);
  }

  @Test
  void metricDeniedForAMoment_beginsAtZeroToo() {
    rig.advance(Duration.ofMinutes(5).plusSeconds(10)); // between two refreshes
    double others = rig.scrape().sum(BY_COUNTRY);

    rig.set(DENYLIST, PLAIN);
    rig.set(DENYLIST, "");
    rig.advance(Duration.ofSeconds(1));
    assertThat(rig.scrape().sum(PLAIN)).isZero();
    rig.advance(Duration.ofMinutes(3));

    assertThat(rig.scrape().sum(PLAIN))
        .isPositive()
        .isEqualTo(rig.scrape().sum(BY_COUNTRY) - others);
  }

  @Test
  void deniedKind_isNotFetched_andItsGapIsNeitherLostNorMadeUp() {
    rig.advance(Duration.ofMinutes(5));
    int asked = timesAsked("colo-metrics");
    assertThat(asked).isPositive();

    rig.set(DENYLIST, metricsOf("colo-metrics"));
    assertThat(rig.scrape().samples()).doesNotContainKey(BY_COLO);
    rig.advance(Duration.ofHours(2));
    assertThat(timesAsked("colo-metrics")).isEqualTo(asked);
    assertThat(ofColoMetrics("cloudflare_exporter_lag_seconds")).isEmpty();

    double others = rig.scrape().sum(BY_METHOD);
    rig.set(DENYLIST, "");
    assertThat(rig.scrape().sum(BY_COLO)).isZero();
    rig.advance(Duration.ofMinutes(4));
    assertThat(rig.scrape().sum(BY_COLO))
        .isPositive()
        .isEqualTo(rig.scrape().sum(BY_METHOD) - others);
    assertThat(ofColoMetrics("cloudflare_exporter_lost_seconds_total").values()).containsOnly(0.0);
  }

  @Test
  void ownFamiliesAndRestKinds_canBeDenied() {
    rig.advance(Duration.ofMinutes(5));
    List<String> denied = List.of(
        "cloudflare_exporter_up",
        "cloudflare_zones",
        "cloudflare_zone_certificate_validation_status");
    assertThat(rig.scrape().samples()).containsKeys(denied.toArray(String[]::new));

    rig.set(DENYLIST, String.join(",", denied));
    assertThat(rig.scrape().samples()).doesNotContainKeys(denied.toArray(String[]::new));

    rig.set(DENYLIST, "");
    rig.advance(Duration.ofMinutes(5));
    assertThat(rig.scrape().samples()).containsKeys(denied.toArray(String[]::new));
  }

  private static String metricsOf(String kind) {
    return Rig.KINDS.stream()
        .filter(candidate -> candidate.name().equals(kind))
        .flatMap(candidate -> candidate.families().stream())
        .map(Family::name)
        .collect(Collectors.joining(","));
  }

  private int timesAsked(String kind) {
    return rig.scrape().family("cloudflare_exporter_fetches_total").entrySet().stream()
        .filter(sample -> kind.equals(sample.getKey().get("query")))
        .mapToInt(sample -> sample.getValue().intValue())
        .sum();
  }

  private Map<Map<String, String>, Double> ofColoMetrics(String family) {
    return rig.scrape().family(family, Map.of("query", "colo-metrics"));
  }
}
