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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * A Vert.x with one event loop that can tell when nothing is left to do: no task of a worker, no
 * counter operation and no task of the loop.
 */
final class Workload {
  /** Looks in a row that must find nothing: what one task hands to another is seen by the next. */
  private static final int LOOKS = 3;

  private static final long PAUSE_NANOS = 50_000;
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
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int quiet = 0;
    while (quiet < LOOKS) {
      quiet = isQuiet(others) ? quiet + 1 : 0;
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still busy after " + PATIENCE_SECONDS + " s: " + workerTasks
            + " tasks of workers, " + others.getAsInt() + " operations on counters");
      }
    }
  }

  private boolean isQuiet(IntSupplier others) {
    CompletableFuture<Boolean> look = new CompletableFuture<>();
    loop.execute(() -> look.complete(
        workerTasks.get() == 0 && others.getAsInt() == 0 && loop.pendingTasks() == 0));
    boolean quiet = look.join();
    if (!quiet) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return quiet;
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
