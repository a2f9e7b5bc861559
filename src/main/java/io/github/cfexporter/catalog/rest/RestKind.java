package io.github.cfexporter.catalog.rest;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A query kind read from REST resources, zone by zone or once for an account. All its metrics are
 * gauges.
 *
 * @param resources in the order in which they are read; what one refers to comes before it
 */
public record RestKind(
    String name, Scope scope, boolean enabled, Interval interval, List<RestResource> resources)
    implements QueryKind {
  public RestKind {
    resources = List.copyOf(resources);
  }

  @Override
  public List<Family> families() {
    Map<String, Family> families = new LinkedHashMap<>(); // several metrics may be one family
    resources.stream()
        .flatMap(resource -> resource.metrics().stream())
        .map(RestMetric::metric)
        .forEach(metric -> families.putIfAbsent(metric.name(), metric.family(scope)));
    return List.copyOf(families.values());
  }

  public Optional<RestResource> resource(String wanted) {
    return resources.stream().filter(one -> one.name().equals(wanted)).findFirst();
  }

  /**
   * Whether a resource is about one zone, as opposed to what all zones of an account share: its path,
   * or that of the resource it follows from, names the zone.
   */
  public boolean isOfZone(RestResource resource) {
    return resource.path().contains(RestResource.ZONE)
        || resource.parent().flatMap(this::resource).map(this::isOfZone).orElse(false);
  }

  /** Whether a resource is read once for all zones of an account. */
  public boolean isShared(RestResource resource) {
    return scope == Scope.ZONE && !isOfZone(resource);
  }

  /** The same without some families, and without the resources that are of no use then. */
  public RestKind without(Set<String> families) {
    Deque<RestResource> left = new ArrayDeque<>();
    Set<String> used = new HashSet<>();
    for (int i = resources.size() - 1; i >= 0; i--) { // what refers comes behind what it refers to
      RestResource one = resources.get(i).without(families);
      if (!one.metrics().isEmpty() || used.contains(one.name())) {
        left.addFirst(one);
        one.parent().ifPresent(used::add);
        one.found().ifPresent(reference -> used.add(reference.in()));
      }
    }
    return new RestKind(name, scope, enabled, interval, List.copyOf(left));
  }
}
