package io.github.cfexporter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Planned faults; the first that fits a call happens. */
public final class Faults {
  private final List<Planned> planned = new ArrayList<>();

  private static final class Planned {
    private final Fault fault;
    private final Predicate<SimulatedCall> calls;
    private final long fromMillis;
    private final long untilMillis;
    private long times;

    Planned(
        Fault fault,
        Predicate<SimulatedCall> calls,
        long fromMillis,
        long untilMillis,
        long times) {
      this.fault = fault;
      this.calls = calls;
      this.fromMillis = fromMillis;
      this.untilMillis = untilMillis;
      this.times = times;
    }

    boolean fits(SimulatedCall call, long now) {
      return now >= fromMillis && now < untilMillis && calls.test(call);
    }

    synchronized boolean take() {
      return times > 0 && times-- > 0;
    }
  }

  /** The next so many calls of that kind fail. */
  public void next(int times, Predicate<SimulatedCall> calls, Fault fault) {
    plan(new Planned(fault, calls, Long.MIN_VALUE, Long.MAX_VALUE, times));
  }

  /** All calls of that kind fail in {@code [fromMillis, untilMillis)} of simulated time. */
  public void during(
      long fromMillis, long untilMillis, Predicate<SimulatedCall> calls, Fault fault) {
    plan(new Planned(fault, calls, fromMillis, untilMillis, Long.MAX_VALUE));
  }

  /** All calls of that kind fail from now on. */
  public void always(Predicate<SimulatedCall> calls, Fault fault) {
    during(Long.MIN_VALUE, Long.MAX_VALUE, calls, fault);
  }

  public synchronized void clear() {
    planned.clear();
  }

  /** Whoever decides whether a fault fits may take long, and holds up no other call. */
  Optional<Fault> strike(SimulatedCall call, long now) {
    return plans().stream()
        .filter(plan -> plan.fits(call, now) && plan.take())
        .findFirst()
        .map(plan -> plan.fault);
  }

  private synchronized List<Planned> plans() {
    return List.copyOf(planned);
  }

  private synchronized void plan(Planned fault) {
    planned.add(fault);
  }
}
