package io.github.cfexporter.cluster.counters;

import io.github.cfexporter.cluster.wire.MergePolicy;
import io.github.cfexporter.counting.Totals;
import java.util.Optional;

/**
 * After a split, the totals that have come further win. Both sides have counted the same windows up
 * to the lower watermark, each exactly once, so the higher one holds all of the lower.
 */
public final class HigherWatermark extends MergePolicy<Totals> {
  public static final int ID = 9;

  public HigherWatermark() {
    super(ID);
  }

  @Override
  protected Totals merge(Totals theirs, Optional<Totals> ours) {
    Totals higher =
        ours.filter(totals -> totals.watermark() >= theirs.watermark()).orElse(theirs);
    long shownTo = Math.max(theirs.shownTo(), ours.map(Totals::shownTo).orElse(0L));
    if (shownTo <= higher.shownTo()) {
      return higher;
    }
    Totals shown = higher.copy(); // what one side has shown does not begin again
    shown.show(shownTo);
    return shown;
  }
}
