package io.github.cfexporter.cluster.counters;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.github.cfexporter.counting.Totals;
import java.util.Map;
import java.util.Optional;

/**
 * Copies totals where they live. On the node that asks it copies objects: an entry that is serialized
 * and deserialized takes three times its memory on the way, and its keys a second time for good.
 */
public final class ReadTotals implements EntryProcessor<SourceZone, Totals, Totals>, ReadOnly {
  private static final long serialVersionUID = 1L;

  private final transient boolean here;
  private transient volatile Totals copy;

  /** Has come from another node, if it is deserialized. */
  private ReadTotals(boolean here) {
    this.here = here;
  }

  /** Asked by another node: the key says it all. */
  public ReadTotals() {
    this(false);
  }

  static ReadTotals asked() {
    return new ReadTotals(true);
  }

  /**
   * What was read.
   *
   * @param told result of the call
   */
  Optional<Totals> read(Totals told) {
    return Optional.ofNullable(told == null ? copy : told);
  }

  @Override
  public Totals process(Map.Entry<SourceZone, Totals> entry) {
    Totals totals = entry.getValue();
    if (!here || totals == null) {
      return totals;
    }
    copy = totals.copy();
    return null;
  }

  @Override
  public EntryProcessor<SourceZone, Totals, Totals> getBackupProcessor() {
    return null; // as Hazelcast has it where nothing changes
  }
}
