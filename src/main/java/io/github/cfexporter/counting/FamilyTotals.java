package io.github.cfexporter.counting;

import java.util.List;

/**
 * The series of one counter family in one zone.
 *
 * @param labels forms of the values that a key of {@code series} joins
 */
public record FamilyTotals(String family, List<LabelForm> labels, SeriesTable series) {
  public FamilyTotals {
    labels = List.copyOf(labels);
  }

  /**
   * The same totals under other labels. Where the new labels are fewer or coarser the series are
   * folded into their sums; where they are finer, the parts are unknown and counting begins anew.
   */
  FamilyTotals as(List<LabelForm> wanted) {
    if (labels.equals(wanted)) {
      return this;
    }
    SeriesTable folded = new SeriesTable();
    if (canFoldInto(wanted)) {
      series.forEach((key, total, movedAt) -> folded.add(fold(key, wanted), total, movedAt));
    }
    return new FamilyTotals(family, wanted, folded);
  }

  private boolean canFoldInto(List<LabelForm> wanted) {
    return wanted.stream()
        .allMatch(form -> labels.contains(form)
            || (form.grouped() && labels.contains(new LabelForm(form.name(), false))));
  }

  private String fold(String key, List<LabelForm> wanted) {
    List<String> values = SeriesKey.values(key, labels.size());
    return SeriesKey.of(wanted.stream().map(form -> valueOf(form, values)).toList());
  }

  private String valueOf(LabelForm form, List<String> values) {
    int same = labels.indexOf(form);
    return same >= 0
        ? values.get(same)
        : LabelForm.statusClass(values.get(labels.indexOf(new LabelForm(form.name(), false))));
  }
}
