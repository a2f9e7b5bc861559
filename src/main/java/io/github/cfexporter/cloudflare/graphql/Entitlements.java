package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /** What two answers about the same zones tell of different datasets. */
  public Entitlements and(Entitlements other) {
    Map<String, Map<String, DatasetLimits>> together = new HashMap<>(limits);
    other.limits.forEach((tag, more) -> together.merge(tag, more, (first, second) -> {
      Map<String, DatasetLimits> both = new HashMap<>(first);
      both.putAll(second);
      return Map.copyOf(both);
    }));
    return new Entitlements(together, faults);
  }

  /**
   * Asks for the limits of zones and of their account.
   *
   * @param zones at most ten; may be empty, as may each list of datasets
   * @param fields what is asked of each dataset
   */
  public record Question(
      String account,
      List<String> zones,
      List<String> zoneDatasets,
      List<String> accountDatasets,
      List<String> fields) {
    private static final List<String> ALL_FIELDS = List.of(
        "enabled",
        "availableFields",
        "maxDuration",
        "maxNumberOfFields",
        "maxPageSize",
        "notOlderThan");

    public Question {
      zones = List.copyOf(zones);
      zoneDatasets = List.copyOf(zoneDatasets);
      accountDatasets = List.copyOf(accountDatasets);
      fields = List.copyOf(fields);
      if (zones.size() > Document.MAX_ZONES) {
        throw new IllegalArgumentException(
            zones.size() + " zones, Cloudflare allows " + Document.MAX_ZONES);
      }
      if (((zones.isEmpty() || zoneDatasets.isEmpty()) && accountDatasets.isEmpty())
          || fields.isEmpty()) {
        throw new IllegalArgumentException("a question must ask for a dataset");
      }
    }

    /** Asks for everything that {@code settings} tell. */
    public Question(
        String account,
        List<String> zones,
        List<String> zoneDatasets,
        List<String> accountDatasets) {
      this(account, zones, zoneDatasets, accountDatasets, ALL_FIELDS);
    }

    public List<String> datasets() {
      return Stream.concat(zoneDatasets.stream(), accountDatasets.stream()).toList();
    }

    /** Every name that the schema must know: datasets, and fields of their settings. */
    public List<String> names() {
      return Stream.concat(datasets().stream(), fields.stream()).toList();
    }

    /** The same question without some names; empty when nothing is left to ask. */
    public Optional<Question> without(Set<String> names) {
      return with(less(zoneDatasets, names), less(accountDatasets, names), less(fields, names));
    }

    /** Two questions for half of the datasets each; empty when there is only one dataset. */
    public Optional<List<Question>> halves() {
      List<String> all = datasets();
      if (all.size() < 2) {
        return Optional.empty();
      }
      Set<String> first = Set.copyOf(all.subList(0, all.size() / 2));
      Set<String> second = Set.copyOf(all.subList(all.size() / 2, all.size()));
      return without(second).flatMap(one -> without(first).map(other -> List.of(one, other)));
    }

    private Optional<Question> with(
        List<String> ofZones, List<String> ofAccount, List<String> someFields) {
      boolean none = (zones.isEmpty() || ofZones.isEmpty()) && ofAccount.isEmpty();
      return none || someFields.isEmpty()
          ? Optional.empty()
          : Optional.of(new Question(account, zones, ofZones, ofAccount, someFields));
    }

    private static List<String> less(List<String> all, Set<String> names) {
      return all.stream().filter(name -> !names.contains(name)).toList();
    }

    String graphql(Wording wording) {
      StringBuilder graphql = new StringBuilder(256);
      wording.begin(graphql);
      if (wording.isNested() || !accountDatasets.isEmpty()) {
        graphql.append(" accounts(filter: {accountTag: ");
        Literals.write(account, graphql);
        graphql.append("}) { accountTag");
        settings(accountDatasets, graphql);
        zones(wording.isNested(), graphql);
        graphql.append(" }");
      }
      zones(!wording.isNested(), graphql);
      return graphql.append(" } }").toString();
    }

    private void zones(boolean here, StringBuilder graphql) {
      if (here && !zones.isEmpty() && !zoneDatasets.isEmpty()) {
        graphql.append(" zones(filter: {zoneTag_in: ");
        Literals.write(zones, graphql);
        graphql.append("}) { zoneTag");
        settings(zoneDatasets, graphql);
        graphql.append(" }");
      }
    }

    private void settings(List<String> datasets, StringBuilder graphql) {
      if (!datasets.isEmpty()) {
        String asked = " { " + String.join(" ", fields) + " }";
        graphql.append(" settings {");
        datasets.forEach(dataset -> graphql.append(' ').append(dataset).append(asked));
        graphql.append(" }");
      }
    }
  }
}
