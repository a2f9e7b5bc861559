package io.github.cfexporter.cluster.permits;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.limiter.BudgetShares;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Budget shares as bytes. */
final class BudgetSharesCodec {

  static void write(ObjectDataOutput out, BudgetShares budgetShares) throws IOException {
    out.writeLong(budgetShares.epoch());
    out.writeLong(budgetShares.changedAt());
    out.writeInt(budgetShares.shares().size());
    for (Map.Entry<String, BudgetShares.Share> share : budgetShares.shares().entrySet()) {
      out.writeString(share.getKey());
      out.writeLong(share.getValue().missingSince());
      out.writeLong(share.getValue().countsFrom());
    }
    out.writeStringArray(budgetShares.leaving().toArray(String[]::new));
  }

  static BudgetShares read(ObjectDataInput in) throws IOException {
    long epoch = in.readLong();
    long changedAt = in.readLong();
    Map<String, BudgetShares.Share> shares = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      shares.put(in.readString(), new BudgetShares.Share(in.readLong(), in.readLong()));
    }
    String[] leaving = in.readStringArray();
    return new BudgetShares(
        epoch, changedAt, shares, leaving == null ? Set.of() : new TreeSet<>(Set.of(leaving)));
  }

  private BudgetSharesCodec() {}
}
