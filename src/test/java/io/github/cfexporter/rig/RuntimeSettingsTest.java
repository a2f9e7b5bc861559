package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every change of settings but that of denied metrics, while windows are counted. */
@Tag("rig")
class RuntimeSettingsTest {
  private static final Duration REFRESH = Duration.ofMinutes(1);

  /** Counts every request, without a label of its own. */
  private static final String PLAIN = "cloudflare_zone_requests_total";

  /** Counts requests, by {@code colo} and {@code host}. */
  private static final String BY_COLO = "cloudflare_zone_colocation_requests_total";

  /** Counts requests, too, in another query kind over the same dataset. */
  private static final String BY_METHOD = "cloudflare_zone_requests_by_method_total";

  private final Rig rig = Rig.of(World.of(1, 3));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void excludedHost_foldsSeriesIntoTheirSums() {
    rig.set("NEW_SERIES_ZERO_SECONDS", "0"); // sums are compared that have other series
    rig.advance(Duration.ofMinutes(5));
    rig.set("EXCLUDE_HOST", "true");
    rig.advance(Duration.ofMinutes(5));

    new Books(rig).assertExact();
    assertThat(rig.scrape().family(BY_COLO).keySet())
        .isNotEmpty()
        .allSatisfy(labels -> assertThat(labels).doesNotContainKey("host"));
    assertThat(rig.scrape().sum(BY_COLO)).isEqualTo(rig.scrape().sum(BY_METHOD));
  }

  @Test
  void restoredHost_endsTheFoldedSeries_andTheFinerOnesBeginAtZero() {
    rig.set("NEW_SERIES_ZERO_SECONDS", "0"); // sums are compared that have other series
    rig.set("EXCLUDE_HOST", "true");
    rig.advance(Duration.ofMinutes(5));
    double before = rig.scrape().sum(BY_METHOD);

    rig.set("EXCLUDE_HOST", "false");
    rig.advance(Duration.ofMinutes(4));

    Scrape after = rig.scrape();
    assertThat(after.family(BY_COLO).keySet())
        .isNotEmpty()
        .allSatisfy(labels -> assertThat(labels).containsKey("host"));
    assertThat(after.sum(BY_COLO)).isEqualTo(after.sum(BY_METHOD) - before);
  }

  @Test
  void groupedStatus_foldsSeriesIntoTheirSums_andRestoredBeginsAtZero() {
    String byStatus = "cloudflare_zone_requests_status_country_host_total";
    rig.set("NEW_SERIES_ZERO_SECONDS", "0"); // sums are compared that have other series
    rig.advance(Duration.ofMinutes(5));
    rig.set("CF_HTTP_STATUS_GROUP", "true");
    rig.advance(Duration.ofMinutes(5));

    new Books(rig).assertExact();
    assertThat(rig.scrape().family(byStatus).keySet())
        .allSatisfy(labels -> assertThat(labels.get("edge_status")).endsWith("xx"));

    double before = rig.scrape().sum(BY_METHOD);
    rig.set("CF_HTTP_STATUS_GROUP", "false");
    rig.advance(Duration.ofMinutes(4));
    Scrape after = rig.scrape();
    assertThat(after.sum(byStatus)).isEqualTo(after.sum(BY_METHOD) - before);
  }

  @Test
  void intervalsAndLimits_changeWithoutLosingOrRepeatingAWindow() {
    List<Map.Entry<String, String>> changes = List.of(
        Map.entry("TIME_WINDOW_SECONDS", "120"),
        Map.entry("SCRAPE_DELAY_SECONDS", "420"),
        Map.entry("QUERY_LIMIT", "400"),
        Map.entry("GRAPHQL_NODES_PER_DOCUMENT", "7"),
        Map.entry("METRIC_REFRESH_INTERVAL_SECONDS", "30"),
        Map.entry("RATE_LIMIT_MODE", "account"),
        Map.entry("TIME_WINDOW_SECONDS", "60"),
        Map.entry("SCRAPE_DELAY_SECONDS", "300"),
        Map.entry("GRAPHQL_QUERIES_PER_5_MINUTES", "20"),
        Map.entry("QUERY_LIMIT", "10000"),
        Map.entry("GRAPHQL_QUERIES_PER_5_MINUTES", "300"),
        Map.entry("METRIC_REFRESH_INTERVAL_SECONDS", "60"));
    rig.advance(Duration.ofMinutes(3));
    Scrape before = rig.scrape();
    for (Map.Entry<String, String> change : changes) {
      rig.set(change.getKey(), change.getValue());
      rig.advance(Duration.ofSeconds(97));
      before = assertNothingWentDown(before);
    }
    rig.advance(Duration.ofMinutes(10));

    new Books(rig).assertExact();
  }

  @Test
  void shorterInterval_actsBeforeTheLongOneIsOver() {
    rig.set("METRIC_REFRESH_INTERVAL_SECONDS", "86400");
    rig.advance(Duration.ofMinutes(10));
    double before = rig.scrape().sum(PLAIN);

    rig.set("METRIC_REFRESH_INTERVAL_SECONDS", "60");
    rig.advance(REFRESH.plusSeconds(5));

    assertThat(rig.scrape().sum(PLAIN)).isGreaterThan(before);
    new Books(rig).assertExact();
  }

  @Test
  void zonesAndAccounts_areChosenAtTheNextRefresh() {
    rig.advance(Duration.ofMinutes(5));
    List<String> zones = rig.world().zonesOf(rig.world().accounts().get(0).id()).stream()
        .map(zone -> zone.id())
        .toList();
    assertThat(rig.scrape().sum("cloudflare_zones_filtered")).isEqualTo(zones.size());

    rig.set("CF_ZONES", zones.get(0));
    rig.advance(REFRESH);
    assertThat(rig.scrape().sum("cloudflare_zones_filtered")).isEqualTo(1);
    assertThat(rig.scrape().family(PLAIN)).hasSizeLessThanOrEqualTo(1);

    rig.set("CF_ACCOUNTS", "another");
    rig.advance(Duration.ofSeconds(5));
    assertThat(rig.scrape().family(PLAIN)).isEmpty();

    rig.set("CF_ACCOUNTS", "");
    rig.advance(Duration.ofMinutes(3));
    assertThat(rig.scrape().sum("cloudflare_accounts")).isEqualTo(1);
  }

  private Scrape assertNothingWentDown(Scrape before) {
    Scrape now = rig.scrape();
    for (String counter : before.counters()) {
      before
          .family(counter)
          .forEach((labels, value) -> assertThat(now.family(counter))
              .as(counter)
              .hasEntrySatisfying(
                  labels, later -> assertThat(later).isGreaterThanOrEqualTo(value)));
    }
    return now;
  }
}
