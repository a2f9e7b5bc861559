package io.github.cfexporter.rig;

import io.github.cfexporter.runtime.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A clock that stands still until it is told to go on, and the timers that wait for it. */
final class VirtualTime implements Time {
  private final Map<Long, Timer> byId = new HashMap<>();
  private final TreeMap<Long, List<Timer>> byInstant = new TreeMap<>();
  private long now;
  private long wrong;
  private long lastId;
  private final Random chance = new Random(1);

  /** A task and the context that set it, where it also runs. */
  private record Timer(long id, long at, Context context, Runnable task) {}

  /** @param startMillis since the epoch */
  VirtualTime(long startMillis) {
    now = startMillis;
  }

  /** What the machine's clock says. */
  @Override
  public synchronized long millis() {
    return now + wrong;
  }

  @Override
  public synchronized long steadyMillis() {
    return now;
  }

  /** What time it is. */
  synchronized long truth() {
    return now;
  }

  /** Sets the machine's clock, so that it is so many milliseconds ahead of the truth. */
  synchronized void setClock(long millisAhead) {
    wrong = millisAhead;
  }

  @Override
  public synchronized long after(long delayMillis, Runnable task) {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("timers are set on a context, where they run");
    }
    Timer timer = new Timer(++lastId, now + Math.max(1, delayMillis), context, task);
    byId.put(timer.id(), timer);
    byInstant.computeIfAbsent(timer.at(), at -> new ArrayList<>()).add(timer);
    return timer.id();
  }

  @Override
  public synchronized void cancel(long id) {
    Timer timer = byId.remove(id);
    if (timer != null) {
      List<Timer> sameInstant = byInstant.get(timer.at());
      sameInstant.remove(timer);
      if (sameInstant.isEmpty()) {
        byInstant.remove(timer.at());
      }
    }
  }

  /** The process that set them has ended. */
  synchronized void forgetAll() {
    byId.clear();
    byInstant.clear();
  }

  @Override
  public synchronized double jitter() {
    return chance.nextDouble();
  }

  /** Goes on to the next timer, if there is one up to an instant; returns whether there is. */
  synchronized boolean goToNext(long latest) {
    boolean due = !byInstant.isEmpty() && byInstant.firstKey() <= latest;
    if (due) {
      goTo(byInstant.firstKey());
    }
    return due;
  }

  /** Goes on to an instant at or before the next timer's, and starts the tasks that are due then. */
  synchronized void goTo(long instant) {
    now = instant;
    List<Timer> due = byInstant.remove(instant);
    if (due != null) {
      due.forEach(timer -> byId.remove(timer.id()));
      due.forEach(timer -> timer.context().runOnContext(begun -> timer.task().run()));
    }
  }
}
