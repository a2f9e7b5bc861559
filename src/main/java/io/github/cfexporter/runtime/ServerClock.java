package io.github.cfexporter.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What time it is for a server, told by the {@code Date} of its answers, which has whole seconds
 * (RFC 9110 section 6.6.1). All values are milliseconds.
 *
 * <p>A date was written at some moment between the departure of a call and the arrival of its answer,
 * so each answer bounds the difference between the two clocks from both sides; where the bounds of most
 * of the latest answers overlap, there it is. One answer that lies is outvoted. This side's moments
 * are those of a clock that never steps: that the machine's own clock is set anew changes nothing
 * here.
 *
 * <p>Not for use by several threads.
 */
public final class ServerClock {
  /** Answers that have a say; the older ones know nothing of how the clocks have drifted since. */
  private static final int KEPT = 9;

  private static final long SECOND = 1_000;

  /** 2020-01-01 and 2200-01-01: a date beyond was written by a clock that was never set. */
  private static final long EARLIEST = 1_577_836_800_000L;

  private static final long LATEST = 7_258_118_400_000L;

  private final Deque<Bounds> answers = new ArrayDeque<>();
  private Optional<Bounds> agreed = Optional.empty();

  /** What is to be added to this side's moments to have the server's: at least, at most. */
  private record Bounds(long least, long most) {
    boolean holds(long offset) {
      return least <= offset && offset <= most;
    }
  }

  /**
   * Takes in one answer; a date that cannot be true is ignored.
   *
   * @param sent when the call left, on this side's steady clock
   * @param received when its answer was there, on the same
   * @param date what the answer says, since the epoch
   */
  public void heard(long sent, long received, long date) {
    if (date < EARLIEST || date > LATEST || received < sent) {
      return;
    }
    if (answers.size() == KEPT) {
      answers.removeFirst();
    }
    answers.addLast(new Bounds(date - received, date + SECOND - sent));
    agreed = mostAgreed();
  }

  /** Whether an answer has told the time yet. */
  public boolean isKnown() {
    return agreed.isPresent();
  }

  /**
   * The server's time, in milliseconds since the epoch: the machine's own where that may be right,
   * else the earliest that the answers allow, so that what seems past is past. Before the first answer
   * the machine's own clock is all there is.
   *
   * @param steady this side's moment on the clock that never steps
   * @param own what the machine's clock says
   */
  public long now(long steady, long own) {
    return agreed
        .map(bounds -> bounds.holds(own - steady) ? own : steady + bounds.least())
        .orElse(own);
  }

  /**
   * How far the machine's clock is ahead of the server's, to about a second; 0 where it may be right.
   * Empty before the first answer.
   */
  public OptionalLong skew(long steady, long own) {
    if (agreed.isEmpty()) {
      return OptionalLong.empty();
    }
    Bounds bounds = agreed.get();
    long offset = own - steady;
    return OptionalLong.of(
        bounds.holds(offset) ? 0 : offset - (bounds.least() + bounds.most()) / 2);
  }

  /**
   * The narrowest stretch that the bounds of most answers share; of several the earliest. It begins
   * where the bounds of one of them begin, which are tried one by one.
   */
  private Optional<Bounds> mostAgreed() {
    int most = 0;
    Bounds best = null;
    for (Bounds candidate : answers) {
      long least = candidate.least();
      int votes = (int) answers.stream().filter(one -> one.holds(least)).count();
      if (votes > most || (votes == most && least < best.least())) {
        most = votes;
        best = new Bounds(
            least,
            answers.stream()
                .filter(one -> one.holds(least))
                .mapToLong(Bounds::most)
                .min()
                .orElseThrow());
      }
    }
    return Optional.ofNullable(best);
  }
}
