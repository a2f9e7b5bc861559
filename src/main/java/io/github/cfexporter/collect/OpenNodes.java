package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.runtime.Time;
import java.util.List;

/**
 * The dataset nodes of a source that are open to a zone.
 *
 * @param byMinute whether windows are to be taken apart into their minutes
 */
record OpenNodes(Time time, boolean byMinute) {

  /** Those in the best form that has any. */
  List<Reading> usable(Target target, SourceForms forms, SourceCursor cursor) {
    List<Reading> open = forms.usable(node -> {
      String name = node.source().name();
      boolean allowed = target.limits(node.source().dataset()).allow(node.shape());
      if (!allowed) {
        cursor.refusedNodes().pardon(name);
      }
      return allowed && !cursor.refusedNodes().isRefused(name, time.seconds());
    });
    return byMinute ? open.stream().map(node -> minutely(target, cursor, node)).toList() : open;
  }

  /** With the minute of each row, where the zone may ask for it. */
  private Reading minutely(Target target, SourceCursor cursor, Reading node) {
    Reading minutely = node.minutely();
    boolean refused = cursor.refusedNodes().isUndivided(node.source().name(), time.seconds());
    return !refused && target.limits(node.source().dataset()).allow(minutely.shape())
        ? minutely
        : node.undivided();
  }

  /** What holds for every node that is asked for the same window. */
  static DatasetLimits limits(Target target, List<Reading> nodes) {
    return nodes.stream()
        .map(node -> target.limits(node.source().dataset()))
        .reduce(DatasetLimits::narrower)
        .orElse(DatasetLimits.UNKNOWN);
  }

  /** What is asked of a node: zones of which it is the same share a question. */
  static String asked(Reading node) {
    return node.source().name() + node.source().groupBy();
  }
}
