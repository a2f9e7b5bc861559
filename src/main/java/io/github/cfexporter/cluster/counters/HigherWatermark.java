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
    return ours.filter(totals -> totals.watermark() >= theirs.watermark()).orElse(theirs);
  }
}
