package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Shape;
import java.util.List;

/** Reads the label values of a metric from a row (and an element of its list) into a series key. */
public final class KeyReader {
  private final LabelReader[] readers;
  private final KeyParts parts;
  private final KeyGenerations known;

  /** Of the key that was read last, or -1. */
  private int number;

  /** Reads one label value; for metrics of the row itself, {@code element} is the row. */
  private interface LabelReader {
    String read(Row row, Row element, RuleNames rules);
  }

  /**
   * Binds labels to slots.
   *
   * @param row shape of the row
   * @param element shape of the list's elements, or of the row where there is no list
   */
  public KeyReader(
      List<Label> labels, Shape row, Shape element, boolean httpStatusGroup, KnownKeys.Lent known) {
    this.known = known.of(labels.size());
    readers = labels.stream()
        .map(label -> reader(label, row, element, httpStatusGroup))
        .toArray(LabelReader[]::new);
    parts = new KeyParts(readers.length);
    next();
  }

  /** Forgets the key that was read last. */
  public void next() {
    number = -1;
  }

  /** The number of a row's key; the same until {@link #next} for whoever asks. */
  public int read(Row row, Row element, RuleNames rules) {
    if (number < 0) {
      for (int i = 0; i < readers.length; i++) {
        parts.set(i, readers[i].read(row, element, rules));
      }
      number = known.number(parts);
    }
    return number;
  }

  /** The key that was read last. */
  public String key() {
    return known.key(number);
  }

  private static LabelReader reader(
      Label label, Shape row, Shape element, boolean httpStatusGroup) {
    List<LabelReader> leaves =
        label.paths().stream().map(path -> leaf(path, row, element)).toList();
    return switch (label.as()) {
      case TEXT, JOINED -> leaves.get(0);
      case STATUS ->
        httpStatusGroup
            ? (r, e, rules) -> LabelForm.statusClass(leaves.get(0).read(r, e, rules))
            : leaves.get(0);
      case RULE_NAME ->
        (r, e, rules) ->
            ruleName(leaves.get(0).read(r, e, rules), leaves.get(1).read(r, e, rules), rules);
      case EITHER ->
        (r, e, rules) -> either(leaves.get(0).read(r, e, rules), leaves.get(1).read(r, e, rules));
      case BOT_SCORE_RANGE -> (r, e, rules) -> botScoreRange(leaves.get(0).read(r, e, rules));
      case LOWER, BOOLEAN, ENUM, PATH ->
        (r, e, rules) -> LabelTransforms.of(label, leaves.get(0).read(r, e, rules));
      case CONSTANT -> (r, e, rules) -> label.constant();
    };
  }

  private static LabelReader leaf(String path, Shape row, Shape element) {
    String leaf = Label.leaf(path);
    if (Label.isOfRow(path)) {
      int slot = row.slot(leaf);
      return (r, e, rules) -> r.text(slot);
    }
    int slot = element.slot(leaf);
    return (r, e, rules) -> e.text(slot);
  }

  private static String either(String first, String second) {
    return first.isEmpty() ? second : first;
  }

  /** The name from REST, else the description that came with the event, else the id. */
  private static String ruleName(String ruleId, String description, RuleNames rules) {
    return rules.nameOf(ruleId).orElse(description.isEmpty() ? ruleId : description);
  }

  /** Cloudflare calls 1 automated and 2 to 29 likely automated; the contract splits them at 10. */
  private static String botScoreRange(String score) {
    return score.length() == 1 ? "1-9" : "10-29";
  }
}
