package io.github.cfexporter.check;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_HOST;
import static io.github.cfexporter.settings.Tunables.HTTP_STATUS_GROUP;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which sources are open to whoever has certain limits, under the settings of the moment. */
public final class OpenSources {
  private final List<Named> sources = new ArrayList<>();

  /**
   * A source of which anything is exported.
   *
   * @param name of the kind, and of the source where the kind has several
   */
  public record Named(GraphqlKind kind, String name, SourceForms forms) {}

  /**
   * What of all sources is open.
   *
   * @param nodes dataset nodes that would be asked
   * @param open how many sources that are
   * @param closed names of the others: of the kind, and of the source where it has several
   */
  public record Opening(int nodes, int open, List<String> closed) {
    int all() {
      return open + closed.size();
    }
  }

  public OpenSources(List<GraphqlKind> kinds, Scope scope, Settings settings) {
    for (GraphqlKind kind : kinds) {
      for (Source source : kind.scope() == scope ? kind.sources() : List.<Source>of()) {
        SourceForms forms = SourceForms.of(
            source,
            settings.get(EXCLUDE_HOST),
            settings.get(HTTP_STATUS_GROUP),
            settings.get(METRICS_DENYLIST));
        if (!forms.isEmpty()) {
          boolean alone = kind.sources().size() == 1;
          sources.add(
              new Named(kind, alone ? kind.name() : kind.name() + "/" + source.name(), forms));
        }
      }
    }
  }

  /** In the order of the catalog. */
  public List<Named> all() {
    return List.copyOf(sources);
  }

  /** Every dataset that may be asked for. */
  public List<String> datasets() {
    return sources.stream()
        .flatMap(source -> source.forms().nodes().stream())
        .map(node -> node.source().dataset())
        .distinct()
        .toList();
  }

  /**
   * What is open.
   *
   * @param limits by dataset; what is not told is taken for open, as the exporter does
   */
  public Opening of(Map<String, DatasetLimits> limits) {
    int nodes = 0;
    int open = 0;
    List<String> closed = new ArrayList<>();
    for (Named source : sources) {
      List<Reading> usable = usable(source.forms(), limits);
      nodes += usable.size();
      if (usable.isEmpty()) {
        closed.add(source.name());
      } else {
        open++;
      }
    }
    return new Opening(nodes, open, closed);
  }

  /** The nodes of a source that would be asked. */
  public static List<Reading> usable(SourceForms forms, Map<String, DatasetLimits> limits) {
    return forms.usable(node -> allow(limits, node));
  }

  /** Whether limits, by dataset, allow a node; what is not told is taken for open. */
  public static boolean allow(Map<String, DatasetLimits> limits, Reading node) {
    return limits.getOrDefault(node.source().dataset(), DatasetLimits.UNKNOWN).allow(node.shape());
  }
}
