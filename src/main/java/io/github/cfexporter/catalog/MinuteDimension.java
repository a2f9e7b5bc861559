package io.github.cfexporter.catalog;

import java.util.Optional;
import java.util.Set;

/**
 * Where the rows of a dataset say in which minute they happened. Nearly every grouped dataset has
 * {@code datetimeMinute}; of those in the list the schema has none. Rows that are no groups have their
 * time themselves, as the filter calls it.
 */
public final class MinuteDimension {
  private static final String USUAL = "dimensions.datetimeMinute";

  /** The rollups of a minute call it so; their {@code datetimeMinute} is deprecated. */
  private static final String OF_ROLLUP = "dimensions.datetime";

  private static final Set<String> WITHOUT = Set.of(
      "apiRequestSequencesGroups",
      "dmarcReportsSourcesAdaptiveGroups",
      "httpRequests1dGroups",
      "httpRequests1hGroups",
      "userProfilesAdaptiveGroups",
      "zarazAnalyticsTrackTrafficSourcesAdaptiveGroups",
      "zarazAnalyticsTriggersTrafficSourcesAdaptiveGroups",
      "aegisIpUtilizationAdaptiveGroups",
      "durableObjectsStorageGroups",
      "gatewayResolverByCustomResolverGroups",
      "gatewayResolverByRuleExecutionPerformanceAdaptiveGroups",
      "magicFirewallSamplesAdaptiveGroups",
      "sinkholeRequestLogsAdaptiveGroups",
      "vectorizeQueriesAdaptiveGroups",
      "vectorizeStorageAdaptiveGroups",
      "warpDeviceAdaptiveGroups",
      "workersBuildsBuildMinutesAdaptiveGroups",
      "zeroTrustPrivateNetworkDiscoveryGroups");

  /** What a group has of its own; all else of it is in {@code dimensions}, {@code sum} and so on. */
  private static final String COUNT = "count";

  /** The path, such as {@code dimensions.datetimeMinute}; empty where rows do not say it. */
  public static Optional<String> of(Source source) {
    String dataset = source.dataset();
    if (source.newest().isPresent()
        || !source.timing().argument().tellsMinutes()
        || WITHOUT.contains(dataset)) {
      return Optional.empty();
    }
    if (isOfSingleThings(source)) {
      return Optional.of(source.timing().argument().field());
    }
    return Optional.of(dataset.endsWith("1mGroups") ? OF_ROLLUP : USUAL);
  }

  /** Whether its rows are things that happened, not groups of them. */
  private static boolean isOfSingleThings(Source source) {
    return source.shape().leaves().stream()
        .anyMatch(leaf -> leaf.indexOf('.') < 0 && !leaf.equals(COUNT));
  }

  private MinuteDimension() {}
}
