package io.github.cfexporter.rig;

import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * A Vert.x with one event loop that can tell when nothing is left to do: no task of a worker, no
 * counter operation and no task of the loop.
 */
final class Workload {
  /** Looks in a row that must find nothing: what one task hands to another is seen by the next. */
  private static final int LOOKS = 3;

  private static final long PAUSE_NANOS = 20_000;
  private static final long PATIENCE_SECONDS = 240;

  private final AtomicInteger workerTasks = new AtomicInteger();
  private final VertxInternal vertx;
  private final SingleThreadEventExecutor loop;

  Workload() {
    VertxMetricsFactory factory = options -> new Pools();
    vertx = (VertxInternal) Vertx.builder()
        .with(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setMetricsOptions(new MetricsOptions().setEnabled(true))
            .setMaxEventLoopExecuteTime(TimeUnit.MINUTES.toNanos(5)))
        .withMetrics(factory)
        .build();
    loop = (SingleThreadEventExecutor) vertx.nettyEventLoopGroup().next();
  }

  Vertx vertx() {
    return vertx;
  }

  /** @param others how many more operations are under way */
  void awaitIdle(IntSupplier others) {
    whenIdle(others, () -> false);
  }

  /**
   * Whenever nothing is left to do, does the next thing; returns when there is none. All of this is
   * looked at on the loop itself, for to wake another thread each time would take most of the time.
   *
   * @param others how many more operations are under way
   * @param next returns whether there was anything to do
   */
  void whenIdle(IntSupplier others, BooleanSupplier next) {
    Watching watching = new Watching(others, next);
    loop.execute(watching);
    try {
      watching.end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException e) {
      throw new AssertionError("cannot go on: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** A task of the loop that comes again and again, each time behind all others. */
  private final class Watching implements Runnable {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final IntSupplier others;
    private final BooleanSupplier next;
    private long deadline = deadline();
    private int quiet;

    Watching(IntSupplier others, BooleanSupplier next) {
      this.others = others;
      this.next = next;
    }

    @Override
    public void run() {
      try {
        look();
      } catch (RuntimeException | AssertionError e) {
        end.completeExceptionally(e);
      }
      if (!end.isDone()) {
        loop.execute(this);
      }
    }

    private void look() {
      if (!isQuiet()) {
        quiet = 0;
        if (loop.pendingTasks() == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        refuseToWaitForEver();
      } else if (++quiet == LOOKS) {
        quiet = 0;
        deadline = deadline();
        if (!next.getAsBoolean()) {
          end.complete(null);
        }
      }
    }

    private boolean isQuiet() {
      return workerTasks.get() == 0 && others.getAsInt() == 0 && loop.pendingTasks() == 0;
    }

    private void refuseToWaitForEver() {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still busy after " + PATIENCE_SECONDS + " s: " + workerTasks
            + " tasks of workers, " + others.getAsInt() + " operations on counters");
      }
    }

    private static long deadline() {
      return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }
  }

  private final class Pools implements VertxMetrics {
    @Override
    public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
      return new Tasks();
    }
  }

  /** Counts from the moment a task is handed over until it has ended. */
  private final class Tasks implements PoolMetrics<Object, Object> {
    @Override
    public Object enqueue() {
      workerTasks.incrementAndGet();
      return this;
    }

    @Override
    public Object begin() {
      return this;
    }

    @Override
    public void end(Object begun) {
      workerTasks.decrementAndGet();
    }
  }
}
