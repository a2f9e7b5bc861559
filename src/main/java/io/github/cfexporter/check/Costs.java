package io.github.cfexporter.check;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.catalog.rest.RestMetric;
import io.github.cfexporter.catalog.rest.RestResource;
import io.github.cfexporter.credentials.Permission;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Which metric families are not collected for want of a permission. */
final class Costs {
  private final List<GraphqlKind> graphqlKinds;
  private final List<RestKind> restKinds;

  Costs(List<GraphqlKind> graphqlKinds, List<RestKind> restKinds) {
    this.graphqlKinds = List.copyOf(graphqlKinds);
    this.restKinds = List.copyOf(restKinds);
  }

  /** Whether a kind that is read over REST is of no use without the permission. */
  boolean isNeeded(Permission permission) {
    return restKinds.stream().anyMatch(kind -> rest(kind, permission).findAny().isPresent());
  }

  /** Names of the families; empty where a label loses its names only. */
  List<String> of(Permission permission) {
    return switch (permission) {
      case ZONE ->
        names(Stream.concat(
                ofScope(Scope.ZONE), restKinds.stream().filter(kind -> kind.scope() == Scope.ZONE))
            .toList());
      case ZONE_ANALYTICS -> names(ofScope(Scope.ZONE).toList());
      case ACCOUNT_ANALYTICS -> names(ofScope(Scope.ACCOUNT).toList());
      case ACCOUNT_SETTINGS, FIREWALL_SERVICES, ZONE_WAF, ACCOUNT_RULESETS -> List.of();
      case CERTIFICATES, LOAD_BALANCERS, POOLS, TUNNELS, QUEUES, D1, KV ->
        restKinds.stream().flatMap(kind -> rest(kind, permission)).distinct().toList();
    };
  }

  private static Stream<String> rest(RestKind kind, Permission permission) {
    return kind.resources().stream()
        .filter(resource -> needs(kind, resource, permission))
        .flatMap(resource -> resource.metrics().stream())
        .map(RestMetric::metric)
        .map(Metric::name);
  }

  /** Whether a resource, or one that it follows from, cannot be read without the permission. */
  private static boolean needs(RestKind kind, RestResource resource, Permission permission) {
    return Permission.of(resource.path()).filter(permission::equals).isPresent()
        || Stream.concat(
                resource.parent().stream(),
                resource.found().stream().map(RestResource.Reference::in))
            .flatMap(name -> kind.resource(name).stream())
            .anyMatch(before -> needs(kind, before, permission));
  }

  private Stream<GraphqlKind> ofScope(Scope scope) {
    return graphqlKinds.stream().filter(kind -> kind.scope() == scope);
  }

  private static List<String> names(Collection<? extends QueryKind> kinds) {
    return kinds.stream()
        .flatMap(kind -> kind.families().stream())
        .map(Family::name)
        .distinct()
        .toList();
  }
}
