package io.github.cfexporter.cluster.counters;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import io.github.cfexporter.cluster.wire.MergePolicy;
import io.github.cfexporter.counting.Totals;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * After a split, the totals that have come further win. Both sides have counted the same windows up
 * to the lower watermark, each exactly once, so the higher one holds all of the lower. What either
 * side has shown does not begin with zero again, although it may have come in another window there.
 */
public final class HigherWatermark extends MergePolicy<Totals> implements HazelcastInstanceAware {
  public static final int ID = 9;

  private static final String COUNTERS = Counters.class.getName();

  private Optional<Counters> counters = Optional.empty();

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

  /** From then on, what policies of a node find out is told to its counters. */
  public static void tell(HazelcastInstance node, Counters counters) {
    node.getUserContext().put(COUNTERS, counters);
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance node) {
    counters = Optional.ofNullable((Counters) node.getUserContext().get(COUNTERS));
  }

  /** Who has counted so far already need not read the totals again, and would go on holding them. */
  @Override
  protected void merged(Supplier<?> key, Totals ours, Totals goesOn) {
    if (goesOn.watermark() == ours.watermark() && goesOn.shownTo() > ours.shownTo()) {
      counters.ifPresent(node -> node.shownElsewhere((SourceZone) key.get(), goesOn.shownTo()));
    }
  }
}
