package io.github.cfexporter.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What was asked and how it ended: the newest {@value #MOST} calls, for tests to check. */
public final class CallLog {
  private static final int MOST = 200_000;
  public static final String OK = "ok";

  private final Deque<Call> calls = new ArrayDeque<>();

  /** Which of Cloudflare's two APIs was called. */
  public enum Api {
    GRAPHQL,
    REST
  }

  /**
   * One call.
   *
   * @param atMillis simulated time, since the epoch
   * @param target the path of a REST call, {@code /graphql} otherwise
   * @param accounts ids, with those in the path of a REST call
   * @param zones ids, likewise
   * @param cost zones or accounts × nodes of a document; 0 over REST
   * @param token id of the token or key that it was made with; empty when it had none
   * @param outcome {@code ok}, the message of a refusal, or {@code fault: …}
   */
  public record Call(
      long atMillis,
      Api api,
      String target,
      List<String> accounts,
      List<String> zones,
      int cost,
      List<AskedNode> nodes,
      String token,
      String outcome) {

    Call ended(String otherOutcome) {
      return new Call(atMillis, api, target, accounts, zones, cost, nodes, token, otherOutcome);
    }

    public boolean ok() {
      return outcome.equals(OK);
    }
  }

  /**
   * One dataset node; its window is what its filter spans, in seconds since the epoch.
   *
   * @param scopes ids of the zones it was asked for, or of the account
   * @param fields paths of the leaves that were selected, such as {@code sum.countryMap.requests}
   */
  public record AskedNode(
      String alias,
      String dataset,
      List<String> scopes,
      long fromSecond,
      long toSecond,
      Set<String> fields) {}

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<Call> calls(Predicate<Call> where) {
    return calls().stream().filter(where).toList();
  }

  /** The most calls that any span of so many milliseconds holds, wherever it begins. */
  public int mostWithin(long millis, Predicate<Call> where) {
    Deque<Long> span = new ArrayDeque<>();
    int most = 0;
    for (Call call : calls(where)) {
      span.addLast(call.atMillis());
      while (span.peekFirst() <= call.atMillis() - millis) {
        span.removeFirst();
      }
      most = Math.max(most, span.size());
    }
    return most;
  }

  public synchronized void clear() {
    calls.clear();
  }

  synchronized void add(Call call) {
    calls.addLast(call);
    if (calls.size() > MOST) {
      calls.removeFirst();
    }
  }
}
