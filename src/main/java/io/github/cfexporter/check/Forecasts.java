package io.github.cfexporter.check;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;
import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.SCRAPE_DELAY;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.report.findings.CallForecast;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many calls what is open will cost, and how old the data will be. */
final class Forecasts {
  /** Rows of the dataset that every zone has cover a minute, so no window is narrower. */
  private static final Duration NARROWEST = Duration.ofSeconds(60);

  private final Settings settings;
  private final OpenSources accountSources;
  private final ZonePlans plans;
  private final Limits limits;

  Forecasts(Settings settings, OpenSources accountSources, ZonePlans plans, Limits limits) {
    this.settings = settings;
    this.accountSources = accountSources;
    this.plans = plans;
    this.limits = limits;
  }

  Finding of(List<VisibleAccount> sights) {
    List<Integer> batches = new ArrayList<>();
    for (VisibleAccount sight : sights) {
      if (!limits.isForbidden(sight.account().id())) {
        batches.add(accountSources.of(limits.of(sight.account().id())).nodes());
      }
      List<Zone> zones = sight.selected();
      for (int from = 0; from < zones.size(); from += Document.MAX_ZONES) {
        List<Zone> batch = zones.subList(from, Math.min(zones.size(), from + Document.MAX_ZONES));
        batches.add(batch.stream().mapToInt(zone -> plans.of(zone).nodes()).sum());
      }
    }
    Duration window = settings.get(TIME_WINDOW);
    CallForecast forecast = CallForecast.of(
        batches,
        new CallForecast.Limits(
            settings.get(GRAPHQL_NODES_PER_DOCUMENT),
            settings.get(GRAPHQL_QUERIES_PER_5_MINUTES) * settings.credentials().size(),
            settings.get(METRIC_REFRESH_INTERVAL),
            settings.get(SCRAPE_DELAY),
            window.compareTo(NARROWEST) < 0 ? NARROWEST : window));
    return forecast.fits()
        ? Finding.ok("", forecast.sentence())
        : Finding.note("", forecast.sentence());
  }
}
