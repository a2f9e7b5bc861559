package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.SeriesChanges;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.List;

/**
 * What one minute did to the series of one family: enough to undo it.
 *
 * @param labels forms of the values that the keys join
 * @param continued whether what began goes on from series with other labels, and so never was zero
 * @param began new series, with what they began with
 * @param grew amounts of series that were there, or began in the same minute
 * @param left series that were forgotten, with what they had come to
 */
public record MinuteChanges(
    String family,
    List<LabelForm> labels,
    boolean continued,
    SeriesTable began,
    SeriesTable grew,
    SeriesTable left)
    implements SeriesChanges {
  public MinuteChanges {
    labels = List.copyOf(labels);
  }

  static MinuteChanges of(FamilyTotals family, boolean continued) {
    return new MinuteChanges(
        family.family(),
        family.labels(),
        continued,
        new SeriesTable(),
        new SeriesTable(),
        new SeriesTable());
  }

  /** Every series of a family has left, because it goes on under other labels or not at all. */
  static MinuteChanges allLeft(FamilyTotals family) {
    MinuteChanges changes = of(family, false);
    family.series().forEach((key, total, movedAt) -> changes.left.add(key, total, 0));
    return changes;
  }

  /** Every series of a family begins, as the continuation of others. */
  static MinuteChanges allContinued(FamilyTotals family) {
    MinuteChanges changes = of(family, true);
    family.series().forEach((key, total, movedAt) -> changes.began.add(key, total, 0));
    return changes;
  }

  @Override
  public void began(String key, long amount) {
    began.add(key, amount, 0);
  }

  @Override
  public void grew(String key, long amount) {
    if (amount > 0) {
      grew.add(key, amount, 0);
    }
  }

  @Override
  public void left(String key, long total) {
    left.add(key, total, 0);
  }

  boolean isEmpty() {
    return began.size() + grew.size() + left.size() == 0;
  }

  /** An estimate of the heap that it takes. */
  long bytes() {
    return began.bytes() + grew.bytes() + left.bytes();
  }
}
