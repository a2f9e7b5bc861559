package io.github.cfexporter.check;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.cloudflare.rest.RestKind;
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

  /** Names of the families; empty where a label loses its names only. */
  List<String> of(Permission permission) {
    return switch (permission) {
      case ZONE -> names(Stream.concat(ofScope(Scope.ZONE), restKinds.stream()).toList());
      case ZONE_ANALYTICS -> names(ofScope(Scope.ZONE).toList());
      case ACCOUNT_ANALYTICS -> names(ofScope(Scope.ACCOUNT).toList());
      case CERTIFICATES -> rest("ssl-certificates");
      case LOAD_BALANCERS, POOLS -> rest("lb-weight-metrics");
      case ACCOUNT_SETTINGS, FIREWALL_SERVICES, ZONE_WAF, ACCOUNT_RULESETS -> List.of();
    };
  }

  private List<String> rest(String kind) {
    return names(restKinds.stream().filter(one -> one.name().equals(kind)).toList());
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
