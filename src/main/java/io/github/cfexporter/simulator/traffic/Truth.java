package io.github.cfexporter.simulator.traffic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What an exporter must end up with: totals over the events themselves, by none of the code that
 * answers documents, and without any ingest delay. Times are seconds since the epoch.
 */
public final class Truth {
  private final Traffic traffic;

  public Truth(Traffic traffic) {
    this.traffic = traffic;
  }

  /**
   * Totals by label set over {@code [fromSecond, toSecond)}.
   *
   * @param scopeId of a zone or, for datasets of accounts, of an account
   * @param dataset the node's name, such as {@code httpRequestsAdaptiveGroups}
   */
  public Map<List<String>, Long> total(
      String scopeId,
      String dataset,
      Predicate<Event> where,
      Function<Event, List<String>> labels,
      ToLongFunction<Event> value,
      long fromSecond,
      long toSecond) {
    Map<List<String>, Long> totals = new HashMap<>();
    traffic.forEach(scopeId, stream(scopeId, dataset), fromSecond, toSecond, event -> {
      if (where.test(event)) {
        totals.merge(labels.apply(event), value.applyAsLong(event), Long::sum);
      }
    });
    return totals;
  }

  /**
   * Sums of one field by the values of dimensions, for any dataset but those that are pages of figures
   * ({@code httpRequests1mGroups} and {@code httpRequestsOverviewAdaptiveGroups}).
   *
   * @param dimensions names such as {@code coloCode}; none for one total
   * @param field {@code count}, or what is summed, such as {@code edgeResponseBytes} for {@code
   *     sum.edgeResponseBytes}
   */
  public Map<List<String>, Long> sums(
      String scopeId,
      String dataset,
      Predicate<Event> where,
      List<String> dimensions,
      String field,
      long fromSecond,
      long toSecond) {
    return total(
        scopeId,
        dataset,
        where,
        event -> dimensions.stream().map(event::text).toList(),
        event -> field.equals("count") ? event.count() : event.total(field),
        fromSecond,
        toSecond);
  }

  /** Calls back for each event of {@code [fromSecond, toSecond)}, in order of time. */
  public void forEach(
      String scopeId, String dataset, Consumer<Event> visitor, long fromSecond, long toSecond) {
    traffic.forEach(scopeId, stream(scopeId, dataset), fromSecond, toSecond, visitor);
  }

  /** Counts by label set: {@link #total} of {@link Event#count} over every event. */
  public Map<List<String>, Long> counts(
      String scopeId,
      String dataset,
      Function<Event, List<String>> labels,
      long fromSecond,
      long toSecond) {
    return total(scopeId, dataset, event -> true, labels, Event::count, fromSecond, toSecond);
  }

  /**
   * One of the maps of {@code httpRequests1mGroups}, by key.
   *
   * @param dimension the event's name of the key: {@code clientCountryName} for countryMap, {@code
   *     edgeResponseStatus}, {@code edgeResponseContentTypeName}, {@code userAgentBrowser}, {@code
   *     clientSSLProtocol}, {@code clientRequestHTTPProtocol}, {@code clientIPClass}, and {@code
   *     threatPathingName}, where the empty name is no threat and has no element
   */
  public Map<String, Long> rollupMap(
      String zoneId,
      String dimension,
      ToLongFunction<Event> value,
      long fromSecond,
      long toSecond) {
    Map<String, Long> totals = new HashMap<>();
    traffic.forEach(zoneId, EventStream.REQUESTS, fromSecond, toSecond, event -> {
      String key = event.text(dimension);
      if (!key.isEmpty()) {
        totals.merge(key, value.applyAsLong(event), Long::sum);
      }
    });
    return totals;
  }

  /** The sum over whole minutes of the distinct clients of each. */
  public long uniques(String zoneId, long fromSecond, long toSecond) {
    Set<List<Long>> clients = new HashSet<>();
    traffic.forEach(
        zoneId,
        EventStream.REQUESTS,
        fromSecond,
        toSecond,
        event -> clients.add(List.of(event.second() / 60, (long) event.client())));
    return clients.size();
  }

  private EventStream stream(String scopeId, String dataset) {
    Dataset.Scope scope = traffic.isZone(scopeId) ? Dataset.Scope.ZONE : Dataset.Scope.ACCOUNT;
    return Dataset.named(scope, dataset)
        .orElseThrow(() -> new IllegalArgumentException("no dataset " + dataset + " for " + scope))
        .stream;
  }
}
