package io.github.cfexporter.catalog;

import java.util.Optional;
import java.util.Set;

/**
 * Where the rows of a dataset say in which minute they happened. Nearly every grouped dataset has
 * {@code datetimeMinute}; of those in the list the schema has none.
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

  /** The path, such as {@code dimensions.datetimeMinute}; empty where rows do not say it. */
  public static Optional<String> of(Source source) {
    String dataset = source.dataset();
    if (source.newest().isPresent()
        || !source.timing().argument().tellsMinutes()
        || WITHOUT.contains(dataset)) {
      return Optional.empty();
    }
    return Optional.of(dataset.endsWith("1mGroups") ? OF_ROLLUP : USUAL);
  }

  private MinuteDimension() {}
}
