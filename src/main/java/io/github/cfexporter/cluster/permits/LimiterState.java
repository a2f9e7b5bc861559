package io.github.cfexporter.cluster.permits;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Limiter;
import io.github.cfexporter.limiter.Payer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a limiter must know of its predecessors.
 *
 * @param term how often the limiter has moved; one of an earlier term may no longer let calls out
 * @param history of all limiters so far, as far as it counts
 * @param budgetShares who shares the budgets
 */
public record LimiterState(long term, History history, BudgetShares budgetShares) {
  private static final String OF_CREDENTIAL = "/";

  static final LimiterState NEW =
      new LimiterState(0, new History(List.of(), List.of()), BudgetShares.NONE);

  LimiterState nextTerm() {
    return new LimiterState(term + 1, history, budgetShares);
  }

  LimiterState with(BudgetShares other) {
    return new LimiterState(term, history, other);
  }

  /** @param now milliseconds since the epoch */
  LimiterState with(History more, long now) {
    List<GrantedPermit> departures = new ArrayList<>(history.departures());
    departures.addAll(more.departures());
    departures.removeIf(departure -> departure.at() < now - 2 * Limiter.PERIOD_MILLIS);
    departures.sort(Comparator.comparingLong(GrantedPermit::at));
    Set<History.Pause> pauses = new LinkedHashSet<>(history.pauses());
    pauses.addAll(more.pauses());
    pauses.removeIf(pause -> pause.until() <= now);
    return new LimiterState(term, new History(departures, List.copyOf(pauses)), budgetShares);
  }

  static void writeHistory(ObjectDataOutput out, History history) throws IOException {
    out.writeInt(history.departures().size());
    for (GrantedPermit departure : history.departures()) {
      out.writeLong(departure.at());
      out.writeString(departure.payer().api().name());
      out.writeString(departure.payer().spelled());
    }
    out.writeInt(history.pauses().size());
    for (History.Pause pause : history.pauses()) {
      out.writeString(pause.api().name());
      out.writeString(holder(pause));
      out.writeLong(pause.until());
      out.writeLong(pause.millis());
    }
  }

  static History readHistory(ObjectDataInput in) throws IOException {
    List<GrantedPermit> departures = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      long at = in.readLong();
      Api api = Api.valueOf(in.readString());
      departures.add(new GrantedPermit(at, Payer.parse(api, in.readString())));
    }
    List<History.Pause> pauses = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Api api = Api.valueOf(in.readString());
      pauses.add(pause(api, in.readString(), in.readLong(), in.readLong()));
    }
    return new History(departures, pauses);
  }

  /** The account or, behind a sign that no account has, the credential; older releases know none. */
  private static String holder(History.Pause pause) {
    return pause.credential().isEmpty() ? pause.account() : OF_CREDENTIAL + pause.credential();
  }

  private static History.Pause pause(Api api, String holder, long until, long millis) {
    return holder.startsWith(OF_CREDENTIAL)
        ? new History.Pause(api, holder.substring(OF_CREDENTIAL.length()), "", until, millis)
        : new History.Pause(api, "", holder, until, millis);
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeLong(term);
    writeHistory(out, history);
    BudgetSharesCodec.write(out, budgetShares);
  }

  public static LimiterState read(ObjectDataInput in) throws IOException {
    return new LimiterState(in.readLong(), readHistory(in), BudgetSharesCodec.read(in));
  }
}
