package io.github.cfexporter.cluster.permits;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.limiter.BudgetShares.Holder;
import io.github.cfexporter.limiter.History;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What happens to the {@link LimiterState} where it lives. Instants are milliseconds since the epoch. */
public final class LimiterProcessors {

  /** Begins the term of a new limiter and returns what the earlier ones did. */
  public record BeginTerm() implements EntryProcessor<String, LimiterState, LimiterState> {
    @Override
    public LimiterState process(Map.Entry<String, LimiterState> entry) {
      LimiterState next = stateOf(entry).nextTerm();
      entry.setValue(next);
      return next;
    }
  }

  /** Adds permits to the record, and returns whether they may be used: not if the limiter has moved. */
  public record RecordPermits(long term, History history, long now)
      implements EntryProcessor<String, LimiterState, Boolean> {
    @Override
    public Boolean process(Map.Entry<String, LimiterState> entry) {
      LimiterState state = stateOf(entry);
      boolean current = state.term() == term;
      if (current) {
        entry.setValue(state.with(history, now));
      }
      return current;
    }

    public void write(ObjectDataOutput out) throws IOException {
      out.writeLong(term);
      LimiterState.writeHistory(out, history);
      out.writeLong(now);
    }

    public static RecordPermits read(ObjectDataInput in) throws IOException {
      return new RecordPermits(in.readLong(), LimiterState.readHistory(in), in.readLong());
    }
  }

  /** Notes which nodes are in sight, and returns the shares after that; null if the limiter has moved. */
  public record AgreeOnShares(long term, Set<Holder> inSight, long now)
      implements EntryProcessor<String, LimiterState, LimiterState> {
    public AgreeOnShares {
      inSight = Set.copyOf(inSight);
    }

    @Override
    public LimiterState process(Map.Entry<String, LimiterState> entry) {
      LimiterState state = stateOf(entry);
      if (state.term() != term) {
        return null;
      }
      LimiterState looked = state.with(state.budgetShares().observe(inSight, now));
      entry.setValue(looked); // also if it is the same, for the others must acknowledge it
      return looked;
    }

    public void write(ObjectDataOutput out) throws IOException {
      out.writeLong(term);
      out.writeInt(inSight.size());
      for (Holder holder : inSight) {
        writeHolder(out, holder);
      }
      out.writeLong(now);
    }

    public static AgreeOnShares read(ObjectDataInput in) throws IOException {
      long term = in.readLong();
      Set<Holder> inSight = new HashSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        inSight.add(readHolder(in));
      }
      return new AgreeOnShares(term, inSight, in.readLong());
    }
  }

  /** Notes that a node goes and takes its share of the budgets along. */
  public record LeaveShares(Holder holder, long now)
      implements EntryProcessor<String, LimiterState, Void> {
    @Override
    public Void process(Map.Entry<String, LimiterState> entry) {
      LimiterState state = entry.getValue();
      if (state != null) {
        entry.setValue(state.with(state.budgetShares().leave(holder, now)));
      }
      return null;
    }

    public void write(ObjectDataOutput out) throws IOException {
      writeHolder(out, holder);
      out.writeLong(now);
    }

    public static LeaveShares read(ObjectDataInput in) throws IOException {
      return new LeaveShares(readHolder(in), in.readLong());
    }
  }

  private static LimiterState stateOf(Map.Entry<String, LimiterState> entry) {
    return entry.getValue() == null ? LimiterState.NEW : entry.getValue();
  }

  private static void writeHolder(ObjectDataOutput out, Holder holder) throws IOException {
    out.writeString(holder.id());
    out.writeString(holder.address());
  }

  private static Holder readHolder(ObjectDataInput in) throws IOException {
    return new Holder(in.readString(), in.readString());
  }

  private LimiterProcessors() {}
}
