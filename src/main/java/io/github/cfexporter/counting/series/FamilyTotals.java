package io.github.cfexporter.counting.series;

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
   * What did not go as it came.
   *
   * @param refused how many amounts no total could hold
   * @param redirected how many label sets found no room and are counted under {@link Overflow#OTHER}
   */
  public record Added(int refused, int redirected) {}

  /**
   * The same totals under other labels. Where the new labels are fewer or coarser the series are
   * folded into their sums; where they are finer, the parts are unknown and counting begins anew.
   */
  public FamilyTotals as(List<LabelForm> wanted) {
    if (labels.equals(wanted)) {
      return this;
    }
    SeriesTable folded = new SeriesTable();
    if (canFoldInto(wanted)) {
      series.forEach((key, total, movedAt) -> folded.add(fold(key, wanted), total, movedAt));
    }
    return new FamilyTotals(family, wanted, folded);
  }

  /**
   * Adds what a window counted. Known series grow first, then those that stood still for too long make
   * room, then new ones begin.
   *
   * @param at end of the window, in seconds since the epoch
   */
  public Added add(SeriesTable additions, int at, Retention kept) {
    return add(additions, at, kept, SeriesChanges.UNHEARD);
  }

  /** Adds what a window counted, and tells what that changes. */
  public Added add(SeriesTable additions, int at, Retention kept, SeriesChanges changes) {
    SeriesTable fresh = new SeriesTable();
    int[] refused = {0};
    additions.forEach((key, amount, movedAt) -> {
      int known = series.place(key);
      boolean fits = known < 0
          ? fresh.addAt(fresh.append(key, at), amount, at)
          : series.addAt(known, amount, at);
      refused[0] += fits ? 0 : 1;
      if (known >= 0 && fits) {
        changes.grew(key, amount);
      }
    });
    series.removeIdle(Math.toIntExact(kept.idleBefore()), changes);
    Admission admission = new Admission(series, labels, kept.mostSeries(), fresh.size());
    fresh.forEach((key, amount, movedAt) ->
        refused[0] += admit(admission.keyFor(key), amount, at, changes) ? 0 : 1);
    return new Added(refused[0], admission.redirected());
  }

  private boolean admit(String key, long amount, int at, SeriesChanges changes) {
    int before = series.size();
    boolean fits = series.add(key, amount, at);
    if (series.size() > before) {
      changes.began(key, fits ? amount : 0);
    } else if (fits) {
      changes.grew(key, amount);
    }
    return fits;
  }

  /** The same family without any series. */
  public FamilyTotals withoutSeries() {
    return new FamilyTotals(family, labels, new SeriesTable());
  }

  /**
   * Takes in stored series, one after the other.
   *
   * @param coming how many there are
   * @param mostSeries as in {@link Retention}
   */
  public Loader loader(int coming, int mostSeries) {
    Admission admission = new Admission(series, labels, mostSeries, coming);
    return (key, total, movedAt) ->
        series.add(series.contains(key) ? key : admission.keyFor(key), total, movedAt);
  }

  /** Receives stored series. */
  @FunctionalInterface
  public interface Loader {
    /**
     * Takes the next series.
     *
     * @param movedAt when the total last grew, in seconds since the epoch
     */
    public void add(String key, long total, int movedAt);
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
