package io.github.cfexporter.node;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.live.TakenNames;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.values.KindChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The metrics that this release can serve, known before anything runs. */
public final class KnownMetrics {
  /** How the page calls what the exporter tells of itself. */
  static final String OWN_KIND = "exporter";

  /** How the names begin of what is told of the exporter, of Java and of Vert.x. */
  private static final List<String> OF_PROCESS =
      List.of("cloudflare_exporter_", "jvm_", "process_", "system_", "vertx_");

  /**
   * Every metric that a denylist may name.
   *
   * @param catalog of the moment at which a name is judged
   */
  public static MetricNames names(Supplier<Catalog> catalog) {
    return MetricNames.of(() -> Stream.of(
                catalog.get().families().stream(),
                new OwnFamilies(BuildInfo.read()).families().stream())
            .flatMap(families -> families)
            .map(Family::name)
            .toList())
        .with(() -> kinds(catalog.get()));
  }

  /** What may be set of each query kind beside on and off. */
  private static Map<String, Set<String>> kinds(Catalog catalog) {
    Map<String, Set<String>> kinds = new TreeMap<>();
    for (GraphqlKind kind : catalog.kinds()) {
      Set<String> keys = new HashSet<>(kind.settings());
      keys.add(KindChoice.INTERVAL);
      keys.add(KindChoice.DELAY);
      kinds.put(kind.name(), keys);
    }
    catalog.restKinds().forEach(kind -> kinds.put(kind.name(), Set.of(KindChoice.INTERVAL)));
    return kinds;
  }

  /** Names that a user's own query kinds cannot give, because other metrics and kinds have them. */
  public static TakenNames taken() {
    return new TakenNames(Map.of(OWN_KIND, "the exporter's own metrics"), Map.of(), OF_PROCESS);
  }

  private KnownMetrics() {}
}
