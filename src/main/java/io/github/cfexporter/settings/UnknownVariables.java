package io.github.cfexporter.settings;

import io.github.cfexporter.settings.values.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Environment variables that no setting reads, but that somebody has most likely set for this
 * exporter: names of other exporters for Cloudflare, and names that are nearly one of ours. They are
 * told and not refused, because an environment is full of what is none of our business.
 */
public final class UnknownVariables {
  private static final String NONE = "";

  /**
   * What other exporters and Cloudflare's own tools call it (cloudflare-prometheus-exporter, lablabs
   * and its forks, wrangler, terraform), and the names here, of which the first that exists is meant;
   * {@link #NONE} if there is no such setting.
   */
  private static final Map<String, List<String>> OF_OTHERS = Map.ofEntries(
      Map.entry("CF_API_TOKEN", List.of("CLOUDFLARE_API_TOKEN")),
      Map.entry("CF_TOKEN", List.of("CLOUDFLARE_API_TOKEN")),
      Map.entry("CLOUDFLARE_TOKEN", List.of("CLOUDFLARE_API_TOKEN")),
      Map.entry("CF_API_KEY", List.of("CLOUDFLARE_API_KEY", "CLOUDFLARE_API_TOKEN")),
      Map.entry("CF_KEY", List.of("CLOUDFLARE_API_KEY", "CLOUDFLARE_API_TOKEN")),
      Map.entry("CLOUDFLARE_KEY", List.of("CLOUDFLARE_API_KEY", "CLOUDFLARE_API_TOKEN")),
      Map.entry("CLOUDFLARE_API_KEY", List.of("CLOUDFLARE_API_TOKEN")),
      Map.entry("CF_API_EMAIL", List.of("CLOUDFLARE_API_EMAIL", "CLOUDFLARE_API_TOKEN")),
      Map.entry("CF_EMAIL", List.of("CLOUDFLARE_API_EMAIL", "CLOUDFLARE_API_TOKEN")),
      Map.entry("CLOUDFLARE_EMAIL", List.of("CLOUDFLARE_API_EMAIL", "CLOUDFLARE_API_TOKEN")),
      Map.entry("CLOUDFLARE_API_EMAIL", List.of("CLOUDFLARE_API_TOKEN")),
      Map.entry("CF_ZONE", List.of("CF_ZONES")),
      Map.entry("ZONE", List.of("CF_ZONES")),
      Map.entry("ZONES", List.of("CF_ZONES")),
      Map.entry("ZONE_NAMES", List.of("CF_ZONES")),
      Map.entry("CF_ZONE_ID", List.of("CF_ZONES")),
      Map.entry("CLOUDFLARE_ZONE_ID", List.of("CF_ZONES")),
      Map.entry("EXCLUDE_ZONES", List.of("CF_EXCLUDE_ZONES")),
      Map.entry("ZONES_EXCLUDE", List.of("CF_EXCLUDE_ZONES")),
      Map.entry("CF_ACCOUNT", List.of("CF_ACCOUNTS")),
      Map.entry("CF_ACCOUNT_ID", List.of("CF_ACCOUNTS")),
      Map.entry("CLOUDFLARE_ACCOUNT_ID", List.of("CF_ACCOUNTS")),
      Map.entry("METRIC_DENYLIST", List.of("METRICS_DENYLIST")),
      Map.entry("METRICS_ALLOWLIST", List.of("METRICS_DENYLIST")),
      Map.entry("LISTEN", List.of("LISTEN_ADDRESS and PORT")),
      Map.entry("CF_LISTEN", List.of("LISTEN_ADDRESS and PORT")),
      Map.entry("LISTEN_PORT", List.of("PORT")),
      Map.entry(
          "FREE_TIER",
          List.of("CF_FREE_TIER_ACCOUNTS for accounts without zone metrics; Free zones need none")),
      Map.entry("SCRAPE_DELAY", List.of("SCRAPE_DELAY_SECONDS")),
      Map.entry("SCRAPE_INTERVAL", List.of("METRIC_REFRESH_INTERVAL_SECONDS")),
      Map.entry("CF_QUERY_LIMIT", List.of("QUERY_LIMIT")),
      Map.entry("CF_BATCH_SIZE", List.of("GRAPHQL_NODES_PER_DOCUMENT")),
      Map.entry("CF_API_RATE_LIMITER", List.of("GRAPHQL_QUERIES_PER_5_MINUTES")),
      Map.entry("QUERY_DENYLIST", List.of("METRICS_DENYLIST")),
      Map.entry("SHARD_COLO_METRICS", List.of(NONE)),
      Map.entry("ENABLE_PPROF", List.of(NONE)),
      Map.entry("CONFIG_PATH", List.of("CONFIG_FILE")));

  /** Set by platforms: links of Docker and Kubernetes, Cloud Foundry, Cloudflare Pages, proxies. */
  private static final Set<String> OF_PLATFORMS = Set.of(
      "CLOUDFLARE_EXPORTER_.*",
      ".*_SERVICE_(HOST|PORT)(_.*)?",
      ".*_PORT_[0-9]+_(TCP|UDP)(_.*)?",
      "CF_(INSTANCE|SYSTEM|STACK|PAGES)(_.*)?",
      "(?i)(HTTP|FTP|ALL)_PROXY");

  /** Shorter names are too often near another by chance. */
  private static final int SHORTEST_COMPARED = 7;

  /** The same for longer ones than any of ours. */
  private static final int LONGEST_COMPARED = 60;

  /**
   * What to say about them, by name; never about a value, which may be a secret.
   *
   * @param environment every variable of the process
   */
  public static List<Mistake> in(Map<String, String> environment) {
    Set<String> ours =
        Settings.ALL.stream().map(Setting::variable).collect(Collectors.toUnmodifiableSet());
    return environment.entrySet().stream()
        .filter(variable -> !variable.getValue().isBlank())
        .map(Map.Entry::getKey)
        .filter(name -> !ours.contains(name))
        .sorted()
        .flatMap(name -> meant(name, ours).stream())
        .toList();
  }

  private static Optional<Mistake> meant(String name, Set<String> ours) {
    if (OF_OTHERS.containsKey(name)) {
      List<String> here = OF_OTHERS.get(name);
      String first =
          here.stream().filter(ours::contains).findFirst().orElse(here.get(here.size() - 1));
      return Optional.of(first.equals(NONE) ? noneOfOurs(name) : instead(name, first));
    }
    if (OF_PLATFORMS.stream().anyMatch(name::matches)) {
      return Optional.empty();
    }
    Optional<String> similar = similar(name, ours);
    return similar.isPresent() || !isForCloudflare(name)
        ? similar.map(meant -> instead(name, meant))
        : Optional.of(noneOfOurs(name));
  }

  /** The one of ours that differs in case and signs only, or in a few letters. */
  private static Optional<String> similar(String name, Set<String> ours) {
    Optional<String> respelled = Settings.ALL.stream()
        .filter(setting -> UnknownKey.plain(name).equals(UnknownKey.plain(setting.variable()))
            || UnknownKey.plain(name).equals(UnknownKey.plain(setting.name())))
        .map(setting -> setting.variable())
        .findFirst();
    if (respelled.isPresent()
        || name.length() < SHORTEST_COMPARED
        || name.length() > LONGEST_COMPARED) {
      return respelled;
    }
    String upper = name.toUpperCase(Locale.ROOT);
    return ours.stream()
        .filter(own -> EditDistance.between(upper, own) <= (own.length() >= 12 ? 2 : 1))
        .min(Comparator.comparingInt((String own) -> EditDistance.between(upper, own))
            .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isForCloudflare(String name) {
    return name.startsWith("CLOUDFLARE_") || name.startsWith("CF_");
  }

  private static Mistake instead(String name, String meant) {
    return new Mistake(name, "is not read by this exporter; use " + meant);
  }

  private static Mistake noneOfOurs(String name) {
    return new Mistake(name, "is not read by this exporter, which has no such setting");
  }

  private UnknownVariables() {}
}
