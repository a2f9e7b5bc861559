package io.github.cfexporter.accounts;

import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * When an account's batches are dispatched. A dispatch looks at every zone, so that many reasons at a
 * time make one of them, and none begins while another is under way. Not for several threads.
 */
final class DispatchSchedule {
  /** For answers that come together. */
  static final long JOIN_MILLIS = 20;

  /** Between two dispatches of an account with many zones, each of which tells all batches anew. */
  static final long AGAIN_MILLIS = 5_000;

  private final Time time;
  private final Supplier<Future<Void>> dispatch;
  private boolean planned;
  private boolean running;
  private boolean again;

  /** @param dispatch never fails; completes when the last batch is dispatched */
  DispatchSchedule(Time time, Supplier<Future<Void>> dispatch) {
    this.time = time;
    this.dispatch = dispatch;
  }

  /** Dispatches together with what else comes in a moment. */
  void soon() {
    if (!planned) {
      planned = true;
      time.after(JOIN_MILLIS, () -> {
        planned = false;
        now();
      });
    }
  }

  /** Dispatches at once, or once more after a while if a dispatch is under way. */
  void now() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    dispatch.get().onComplete(done -> {
      running = false;
      if (again) {
        again = false;
        time.after(AGAIN_MILLIS, this::now);
      }
    });
  }
}
