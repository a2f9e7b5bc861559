package io.github.cfexporter.collect;

import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Reading;
import java.util.List;
import java.util.Set;

/**
 * Rows are asked for their minute on behalf of receivers. Where that is refused, they are asked for
 * without it: what is scraped must not miss anything because something is also sent.
 */
final class MinuteRefusals {
  /**
   * Whether a refusal may be about the minute of rows. If it may, those nodes are asked without it for
   * a while; asked so already, they are refused for something else.
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

  private static boolean mayBeAbout(Refusal refusal, Reading reading) {
    if (refusal instanceof Refusal.FieldRefused one) {
      return reading.asksForMinute(one.field());
    }
    boolean untold = refusal instanceof Refusal.TooManyFields || refusal instanceof Refusal.Schema;
    return untold && reading.asksForMinute("");
  }

  private MinuteRefusals() {}
}
