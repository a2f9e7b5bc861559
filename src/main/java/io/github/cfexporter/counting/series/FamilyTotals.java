package io.github.cfexporter.counting.series;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * The series of one counter family in one zone.
 *
 * @param labels forms of the values that a key of {@code series} joins
 * @param births which window brought which of the series
 */
public record FamilyTotals(
    String family, List<LabelForm> labels, SeriesTable series, Births births) {
  public FamilyTotals {
    labels = List.copyOf(labels);
  }

  /** Series of which it is not known when they began. */
  public FamilyTotals(String family, List<LabelForm> labels, SeriesTable series) {
    this(family, labels, series, new Births());
  }

  /** One of its own, with the very same series keys. */
  public FamilyTotals copy() {
    return new FamilyTotals(family, labels, series.copy(), births.copy());
  }

  /**
   * Where the series begin that are held at zero; the number of series when none are.
   *
   * @param shownTo second since the epoch up to which windows have brought series that are shown
   */
  public int heldFrom(long shownTo) {
    return births.firstAfter(shownTo, series.size());
  }

  /** Names the end of each window, in seconds since the epoch, that brought series which are held. */
  public void heldSince(long shownTo, IntConsumer window) {
    births.after(shownTo, series.size(), window);
  }

  /**
   * The end of the latest window, in seconds since the epoch, that brought a series here which another
   * copy of the family shows with its value; 0 if there is none.
   *
   * @param shownTo second since the epoch up to which the other one shows what windows have brought
   */
  public long shownElsewhere(FamilyTotals other, long shownTo) {
    FamilyTotals alike = other.as(labels);
    int held = alike.heldFrom(shownTo);
    int[] position = {0};
    long[] latest = {0};
    alike.series.forEach((key, total, movedAt) -> {
      int here = position[0]++ < held ? series.place(key) : -1;
      if (here >= 0) {
        latest[0] = Math.max(latest[0], births.of(here));
      }
    });
    return latest[0];
  }

  /**
   * Raises each series to its total in another copy of the family, where that is higher. Series that only
   * the other one has are taken over, and are held if those of the latest window here are.
   */
  public void raise(FamilyTotals other) {
    int[] position = {0};
    other.series.forEach((key, total, movedAt) -> {
      int born = other.births.of(position[0]++);
      int here = series.place(key);
      if (here < 0) {
        here = series.append(key, movedAt);
        births.begin(here, Math.max(born, births.latest()));
      }
      series.addAt(here, Math.max(0, total - series.total(key)), movedAt);
    });
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
   * folded into their sums, which are as old as the oldest of their parts; where they are finer, the
   * parts are unknown and counting begins anew.
   */
  public FamilyTotals as(List<LabelForm> wanted) {
    if (labels.equals(wanted)) {
      return this;
    }
    FamilyTotals folded = new FamilyTotals(family, wanted, new SeriesTable());
    if (canFoldInto(wanted)) {
      int[] position = {0};
      series.forEach((key, total, movedAt) -> {
        int known = folded.series.size();
        folded.series.add(fold(key, wanted), total, movedAt);
        int born = births.of(position[0]++);
        if (born > 0 && folded.series.size() > known) {
          folded.births.begin(known, born);
        }
      });
    }
    return folded;
  }

  /**
   * Adds what a window counted. Known series grow first, then those that stood still for too long make
   * room, then new ones begin.
   *
   * @param at end of the window, in seconds since the epoch
   */
  public Added add(SeriesTable additions, int at, Retention kept) {
    return add(additions, at, kept, SeriesChanges.IGNORED);
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
    removeIdle(Math.toIntExact(kept.idleBefore()), changes);
    int known = series.size();
    Admission admission = new Admission(series, labels, kept.mostSeries(), fresh.size());
    fresh.forEach((key, amount, movedAt) ->
        refused[0] += admit(admission.keyFor(key), amount, at, changes) ? 0 : 1);
    if (series.size() > known) {
      births.begin(known, at);
    }
    return new Added(refused[0], admission.redirected());
  }

  private void removeIdle(int before, SeriesChanges changes) {
    if (before > 0 && !births.isEmpty()) {
      births.forgetIdle(series, before);
    }
    series.removeIdle(before, changes);
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
