package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.runtime.Time;
import java.util.List;
import java.util.Set;

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

  /**
   * Whether a refusal may be about the minute of rows. If it may, those nodes are asked without it for
   * a while: what is scraped must not miss anything because something is also sent. Asked so already,
   * they are refused for something else.
   *
   * @param nodes names of those that were refused
   * @param untilSeconds since the epoch
   */
  static boolean undivide(
      SourceUpdate update, Set<String> nodes, Refusal refusal, long nowSeconds, long untilSeconds) {
    RefusedNodes known = update.cursor().refusedNodes();
    List<String> divided = update.readings().stream()
        .filter(reading -> mayBeAbout(refusal, reading))
        .map(reading -> reading.source().name())
        .filter(nodes::contains)
        .filter(node -> !known.isUndivided(node, nowSeconds))
        .toList();
    divided.forEach(node -> known.undivide(node, untilSeconds));
    return !divided.isEmpty();
  }

  /**
   * Has those nodes asked without the minute of rows for a while that were asked with it.
   *
   * @param untilSeconds since the epoch
   * @return their names
   */
  static List<String> undivide(SourceUpdate update, long untilSeconds) {
    List<String> divided = update.readings().stream()
        .filter(reading -> reading.asksForMinute(""))
        .map(reading -> reading.source().name())
        .toList();
    divided.forEach(node -> update.cursor().refusedNodes().undivide(node, untilSeconds));
    return divided;
  }

  private static boolean mayBeAbout(Refusal refusal, Reading reading) {
    if (refusal instanceof Refusal.FieldRefused one) {
      return reading.asksForMinute(one.field());
    }
    boolean untold = refusal instanceof Refusal.TooManyFields || refusal instanceof Refusal.Schema;
    return untold && reading.asksForMinute("");
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
