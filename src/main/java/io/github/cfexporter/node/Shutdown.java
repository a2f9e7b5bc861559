package io.github.cfexporter.node;

import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.store.StoreException;
import io.github.cfexporter.cluster.tunnel.TunnelException;
import io.github.cfexporter.runtime.StartException;
import io.github.cfexporter.settings.SettingsException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the process ends: in order, and with an exit code that tells why. */
public final class Shutdown {
  /** Exit code of a start that the operator has to mend: sysexits.h calls it EX_CONFIG. */
  public static final int BAD_CONFIGURATION = 78;

  private static final int FAILED = 1;

  /** As Java ends with -XX:+ExitOnOutOfMemoryError. */
  private static final int OUT_OF_MEMORY = 3;

  private static final long LONGEST_STOP_SECONDS = 18;

  private static volatile boolean failed;

  /** What is read, or the end of the process with every mistake in it. */
  public static <T> T orEnd(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIGURATION);
      throw e;
    }
  }

  /** At once: nothing that would have to be done in order can be relied on. */
  public static void outOfMemory() {
    Runtime.getRuntime().halt(OUT_OF_MEMORY);
  }

  /** Ends a process that could not start, and tells why. */
  public static void notStarted(Throwable cause) {
    failed = true;
    Logger logger = LoggerFactory.getLogger(Shutdown.class);
    if (cause instanceof StoreException
        || cause instanceof StartException
        || cause instanceof TunnelException) {
      logger.error("could not start: {}", cause.getMessage());
      exit(BAD_CONFIGURATION);
    } else {
      logger.error("could not start: {}", cause.getMessage(), cause);
      exit(FAILED);
    }
  }

  /** Without its member a node would serve old data for ever; started again, it joins again. */
  public static void lost() {
    failed = true;
    LoggerFactory.getLogger(Shutdown.class)
        .error(
            "the cluster member of this process has ended, so the process ends, to be started again");
    exit(FAILED);
  }

  /** The shutdown hook waits for the event loops, so none of them may be the one that exits. */
  public static void exit(int code) {
    new Thread(() -> System.exit(code), "exit").start();
  }

  /** Stops in order when the process is told to end. */
  public static void onSignal(Exporter exporter, Member member) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> {
              stop(exporter, member);
              if (!failed) { // a signal is an orderly end, which Java would report as 143
                Runtime.getRuntime().halt(0);
              }
            },
            "shutdown"));
  }

  /** First what collects, then what serves, then the member that keeps the counters. */
  private static void stop(Exporter exporter, Member member) {
    Logger logger = LoggerFactory.getLogger(Shutdown.class);
    logger.info("stopping");
    try {
      exporter
          .stop()
          .eventually(() -> member.vertx().close())
          .toCompletionStage()
          .thenRunAsync(member::close)
          .toCompletableFuture()
          .get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
      logger.info("stopped");
    } catch (TimeoutException e) {
      logger.warn("not everything stopped in time: seconds={}", LONGEST_STOP_SECONDS);
    } catch (ExecutionException | InterruptedException e) {
      logger.warn("not everything stopped in order", e);
    }
  }

  private Shutdown() {}
}
