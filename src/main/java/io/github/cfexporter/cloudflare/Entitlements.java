package io.github.cfexporter.cloudflare;

import io.github.cfexporter.catalog.DatasetLimits;
import java.util.List;
import java.util.Map;

/**
 * What zones and an account may do with datasets, as their {@code settings} say.
 * https://developers.cloudflare.com/analytics/graphql-api/features/discovery/settings/
 *
 * @param limits by the tag of the zone or account, then by dataset; what was not told is missing
 * @param faults errors that came beside the data
 */
public record Entitlements(Map<String, Map<String, DatasetLimits>> limits, List<Fault> faults) {
  public Entitlements {
    limits = Map.copyOf(limits);
    faults = List.copyOf(faults);
  }

  /**
   * Asks for the limits of zones and of their account.
   *
   * @param zones at most ten; may be empty, as may each list of datasets
   */
  public record Question(
      String account, List<String> zones, List<String> zoneDatasets, List<String> accountDatasets) {

    public Question {
      zones = List.copyOf(zones);
      zoneDatasets = List.copyOf(zoneDatasets);
      accountDatasets = List.copyOf(accountDatasets);
      if (zones.size() > Document.MAX_ZONES) {
        throw new IllegalArgumentException(
            zones.size() + " zones, Cloudflare allows " + Document.MAX_ZONES);
      }
      if ((zones.isEmpty() || zoneDatasets.isEmpty()) && accountDatasets.isEmpty()) {
        throw new IllegalArgumentException("a question must ask for a dataset");
      }
    }

    String graphql() {
      StringBuilder graphql =
          new StringBuilder("{ cost viewer { budget accounts(filter: {accountTag: ");
      Literals.write(account, graphql);
      graphql.append("}) { accountTag");
      settings(accountDatasets, graphql);
      if (!zones.isEmpty() && !zoneDatasets.isEmpty()) {
        graphql.append(" zones(filter: {zoneTag_in: ");
        Literals.write(zones, graphql);
        graphql.append("}) { zoneTag");
        settings(zoneDatasets, graphql);
        graphql.append(" }");
      }
      return graphql.append(" } } }").toString();
    }

    private static void settings(List<String> datasets, StringBuilder graphql) {
      if (!datasets.isEmpty()) {
        graphql.append(" settings {");
        datasets.forEach(dataset -> graphql.append(' ').append(dataset).append(FIELDS));
        graphql.append(" }");
      }
    }

    private static final String FIELDS =
        " { enabled availableFields maxDuration maxNumberOfFields maxPageSize notOlderThan }";
  }
}
