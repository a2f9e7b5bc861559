package io.github.cfexporter.cloudflare.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An answer that somebody waits for: how long it could not arrive because memory of this process was
 * short, which is no fault of Cloudflare's, and whether it is still wanted. Safe for several threads.
 */
public final class PendingAnswer {
  private static final long NOT_HELD = -1;

  private final LongSupplier millis;
  private final List<Runnable> onCancel = new ArrayList<>();
  private long heldMillis;
  private long heldSince = NOT_HELD;
  private boolean cancelled;

  /** @param millis a clock that never goes back */
  public PendingAnswer(LongSupplier millis) {
    this.millis = millis;
  }

  /** No more is received until {@link #resume}. */
  synchronized void hold() {
    if (!isHeld()) {
      heldSince = millis.getAsLong();
    }
  }

  synchronized void resume() {
    heldMillis = heldMillis();
    heldSince = NOT_HELD;
  }

  /** Whether no more is received at the moment. */
  synchronized boolean isHeld() {
    return heldSince != NOT_HELD;
  }

  /** How long nothing was received for want of memory so far, in milliseconds. */
  public synchronized long heldMillis() {
    return isHeld() ? heldMillis + millis.getAsLong() - heldSince : heldMillis;
  }

  /** It is not wanted any more: the connection and the memory are for others. */
  public void cancel() {
    List<Runnable> callbacks;
    synchronized (this) {
      cancelled = true;
      callbacks = List.copyOf(onCancel);
      onCancel.clear();
    }
    callbacks.forEach(Runnable::run);
  }

  /** Calls back when it is cancelled; at once if it has been. */
  void onCancel(Runnable callback) {
    synchronized (this) {
      if (!cancelled) {
        onCancel.add(callback);
        return;
      }
    }
    callback.run();
  }
}
