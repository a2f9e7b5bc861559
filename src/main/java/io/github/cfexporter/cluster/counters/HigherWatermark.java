package io.github.cfexporter.cluster.counters;

import io.github.cfexporter.cluster.wire.MergePolicy;
import io.github.cfexporter.counting.Totals;
import java.util.Optional;

/**
 * After a split, the totals that have come further win. Both sides have counted the same windows up
 * to the lower watermark, each exactly once, so the higher one holds all of the lower. What either
 * side has shown does not begin with zero again, although it may have come in another window there.
 */
public final class HigherWatermark extends MergePolicy<Totals> {
  public static final int ID = 9;

  public HigherWatermark() {
    super(ID);
  }

  @Override
  protected Totals merge(Totals theirs, Optional<Totals> ours) {
    if (ours.isEmpty()) {
      return theirs;
    }
    boolean oursLead = ours.get().watermark() >= theirs.watermark();
    Totals higher = oursLead ? ours.get() : theirs;
    Totals lower = oursLead ? theirs : ours.get();
    long needed = higher.shownElsewhere(lower);
    if (needed <= higher.shownTo()) {
      return higher;
    }
    Totals shown = higher.copy(); // the same object may be on its way to the database
    shown.show(needed);
    return shown;
  }
}
