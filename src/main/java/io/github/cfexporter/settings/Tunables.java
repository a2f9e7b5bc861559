package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Rules.flag;
import static io.github.cfexporter.settings.Rules.integer;
import static io.github.cfexporter.settings.Rules.items;
import static io.github.cfexporter.settings.Rules.kinds;
import static io.github.cfexporter.settings.Rules.oneOf;
import static io.github.cfexporter.settings.Rules.seconds;

import io.github.cfexporter.settings.Rule.Form;
import io.github.cfexporter.settings.values.KindChoices;
import io.github.cfexporter.settings.values.LogFormat;
import io.github.cfexporter.settings.values.LogLevel;
import io.github.cfexporter.settings.values.RateLimitMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What may change while the exporter runs: by REST, environment variable or file.
 *
 * <p>To add a key, declare it here, where it should stand in the documents. Its variable, its place
 * in the file, over REST and in settings.md, and its check follow from that.
 */
public final class Tunables {
  private static final List<Setting<?>> DECLARED = new ArrayList<>(); // before the keys: they join

  public static final Setting<Integer> QUERY_LIMIT = declare(
      "queryLimit",
      integer(1),
      "10000",
      "Most rows that one dataset may answer; the dataset's own page size caps it, too.");

  public static final Setting<Duration> SCRAPE_DELAY = declare(
      "scrapeDelaySeconds",
      seconds(0),
      "300",
      "How far behind now a window may end; Cloudflare's analytics arrive late.");

  public static final Setting<Duration> TIME_WINDOW =
      declare("timeWindowSeconds", seconds(1), "60", "Smallest window of one fetch.");

  public static final Setting<Duration> METRIC_REFRESH_INTERVAL = declare(
      "metricRefreshIntervalSeconds",
      seconds(1),
      "60",
      "How often each query kind is asked again.");

  public static final Setting<Duration> ACCOUNT_LIST_CACHE_TTL = declare(
      "accountListCacheTtlSeconds", seconds(0), "600", "How long the list of accounts is kept.");

  public static final Setting<Duration> ZONE_LIST_CACHE_TTL = declare(
      "zoneListCacheTtlSeconds",
      seconds(0),
      "1800",
      "How long the list of an account's zones is kept.");

  public static final Setting<Duration> SSL_CERTS_CACHE_TTL = declare(
      "sslCertsCacheTtlSeconds", seconds(0), "1800", "How long a zone's certificates are kept.");

  public static final Setting<Duration> HEALTH_CHECK_CACHE_TTL = declare(
      "healthCheckCacheTtlSeconds",
      seconds(0),
      "10",
      "How long the answer of /health is kept; asking costs API budget.");

  public static final Setting<LogLevel> LOG_LEVEL =
      declare("logLevel", oneOf(LogLevel.class), "info", "Least serious line that is logged.");

  public static final Setting<LogFormat> LOG_FORMAT = declare(
      "logFormat", oneOf(LogFormat.class), "json", "JSON lines for machines or text for people.");

  public static final Setting<Set<String>> ACCOUNTS =
      declare("cfAccounts", named(Form.SELECTION), "", "Only these accounts; empty means all.");

  public static final Setting<Set<String>> ZONES =
      declare("cfZones", named(Form.SELECTION), "", "Only these zones; empty means all.");

  public static final Setting<Set<String>> EXCLUDE_ZONES = declare(
      "cfExcludeZones", named(Form.LIST), "", "Not these zones, even if they are selected.");

  public static final Setting<Set<String>> FREE_TIER_ACCOUNTS = declare(
      "cfFreeTierAccounts",
      named(Form.LIST),
      "",
      "Accounts for which only account-level query kinds run.");

  public static final Setting<Set<String>> METRICS_DENYLIST = declare(
      "metricsDenylist",
      items(Form.LIST, "a list of metric names separated by commas", "[a-zA-Z_:][a-zA-Z0-9_:]*"),
      "",
      "Metrics that are not served; a query kind of which nothing is left is not fetched.");

  public static final Setting<KindChoices> QUERY_KINDS = declare(
      "queryKinds",
      kinds(),
      "",
      "Query kinds that are on or off, or have an interval, a delay (seconds) or filters of their own.");

  public static final Setting<Boolean> EXCLUDE_HOST = declare(
      "excludeHost",
      flag(),
      "false",
      "Leaves the host out of queries and series, which makes far fewer of them.");

  public static final Setting<Boolean> HTTP_STATUS_GROUP = declare(Setting.tunable(
          "httpStatusGroup", flag(), "false", "Groups HTTP status labels: 404 becomes 4xx.")
      .readFrom("CF_HTTP_STATUS_GROUP"));

  public static final Setting<RateLimitMode> RATE_LIMIT_MODE = declare(
      "rateLimitMode",
      oneOf(RateLimitMode.class),
      "auto",
      "One GraphQL budget per token, one per account, or the latter once the former holds data back.");

  public static final Setting<Integer> GRAPHQL_QUERIES_PER_5_MINUTES = declare(
      "graphqlQueriesPer5Minutes",
      integer(1),
      "300",
      "Most GraphQL queries of one budget, a token's or an account's, in any 5 minutes.");

  public static final Setting<Integer> GRAPHQL_NODES_PER_DOCUMENT = declare(
      "graphqlNodesPerDocument",
      integer(1),
      "50",
      "Most zones times datasets in one GraphQL query; shrinks by itself when refused.");

  public static final Setting<Integer> REST_CALLS_PER_5_MINUTES = declare(
      "restCallsPer5Minutes",
      integer(1),
      "1200",
      "Most REST calls of the whole cluster in any 5 minutes.");

  public static final Setting<Duration> MAX_BACKFILL = declare(
      "maxBackfillSeconds",
      seconds(0),
      "86400",
      "How far back an outage is made up for, as far as Cloudflare still answers.");

  public static final Setting<Duration> SERIES_TTL = declare(
      "seriesTtlSeconds",
      seconds(0),
      "86400",
      "How long a counter that does not move is served; 0 means for ever.");

  public static final Setting<Duration> NEW_SERIES_ZERO = declare(
      "newSeriesZeroSeconds",
      seconds(0),
      "60",
      "How long a new counter series is served as 0 first, a scrape interval at least; 0 means not at all.");

  public static final Setting<Boolean> CREATED_TIMESTAMPS = declare(
      "createdTimestamps",
      flag(),
      "false",
      "Says in OpenMetrics when each counter series began, for a Prometheus that makes a zero of it.");

  public static final Setting<Integer> MAX_SERIES = declare(
      "maxSeriesPerFamilyAndZone",
      integer(1),
      "10000",
      "Most series of one metric in a zone; what is beyond counts in series with the label value other.");

  public static final Setting<Duration> IDLE_SOURCE = declare(
      "idleSourceSeconds",
      seconds(0),
      "900",
      "How often a source is asked that gave no row of a zone for a day; 0 means as often as others.");

  public static final Setting<Duration> AUDIT_INTERVAL = declare(
      "auditIntervalSeconds",
      seconds(0),
      "3600",
      "How often Cloudflare is asked once more for totals, which tells what came too late; 0 means never.");

  /** In the order of the documents. */
  public static final List<Setting<?>> ALL = Collections.unmodifiableList(DECLARED);

  /** Quotes, braces and the like are part of no name: somebody's template was not filled in. */
  private static Rule<Set<String>> named(Form form) {
    return items(
        form,
        "a list of ids or names, without quotes and braces, separated by commas",
        "[^\"{}$<>\\\\\\p{Cntrl}]{1,255}");
  }

  private static <T> Setting<T> declare(String key, Rule<T> rule, String fallback, String help) {
    return declare(Setting.tunable(key, rule, fallback, help));
  }

  private static <T> Setting<T> declare(Setting<T> setting) {
    DECLARED.add(setting);
    return setting;
  }

  private Tunables() {}
}
