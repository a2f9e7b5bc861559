package io.github.cfexporter.cluster.counters;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import io.github.cfexporter.cluster.wire.MergePolicy;
import io.github.cfexporter.counting.Totals;
import java.util.Optional;
import java.util.function.Supplier;

/** After a split, counters go on as what both sides have counted, see {@link Totals#joined}. */
public final class JoinedTotals extends MergePolicy<Totals> implements HazelcastInstanceAware {
  public static final int ID = 9;

  private static final String COUNTERS = Counters.class.getName();

  private Optional<Counters> counters = Optional.empty();

  public JoinedTotals() {
    super(ID);
  }

  @Override
  protected Totals merge(Totals theirs, Optional<Totals> ours) {
    return ours.map(totals -> totals.joined(theirs)).orElse(theirs);
  }

  /** From then on, what policies of a node find out is told to its counters. */
  public static void tell(HazelcastInstance node, Counters counters) {
    node.getUserContext().put(COUNTERS, counters);
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance node) {
    counters = Optional.ofNullable((Counters) node.getUserContext().get(COUNTERS));
  }

  /** Whoever has counted here goes on with a copy of its own, which must be read again. */
  @Override
  protected void merged(Supplier<?> key, Totals ours, Totals goesOn) {
    if (!ours.version().isAsFarAs(goesOn.version())) {
      counters.ifPresent(node -> node.joined((SourceZone) key.get()));
    }
  }
}
