package io.github.cfexporter.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system that the process does not use, however it was started: what can be
 * set of {@code scripts/jvm-flags} while Java runs is set here, unless it was given.
 */
public final class UnusedMemory {
  private static final Logger logger = LoggerFactory.getLogger(UnusedMemory.class);
  private static final String TRIM = "systemTrimNativeHeap";
  private static final long LOOK_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** In this order: the lesser ratio may never be above the greater. */
  private static final Map<String, String> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("MinHeapFreeRatio", "10");
    FLAGS.put("MaxHeapFreeRatio", "25");
  }

  private final Supplier<MemoryUsage> heap;
  private final Runnable collection;
  private final HeapGrowth growth = new HeapGrowth();

  /** @param collection makes Java give back what it can of the heap */
  UnusedMemory(Supplier<MemoryUsage> heap, Runnable collection) {
    this.heap = heap;
    this.collection = collection;
  }

  /** From now on, until the Vert.x is closed. */
  public static void giveBack(Vertx vertx) {
    FLAGS.forEach(UnusedMemory::set);
    UnusedMemory unused = new UnusedMemory(
        ManagementFactory.getMemoryMXBean()::getHeapMemoryUsage, UnusedMemory::collect);
    vertx.setPeriodic(
        LOOK_MILLIS,
        look -> vertx
            .executeBlocking(unused::look, false)
            .onFailure(cause -> logger.warn("memory could not be given back", cause)));
  }

  /** Looks, once a minute, whether there is enough to be worth a pause; never at the same time. */
  synchronized boolean look() {
    long before = heap.get().getCommitted();
    if (!growth.isWorthACollection(before)) {
      return false;
    }
    collection.run();
    MemoryUsage now = heap.get();
    growth.collected(now.getUsed(), now.getCommitted());
    logger.debug(
        "gave heap back: before={} after={} used={}", before, now.getCommitted(), now.getUsed());
    return true;
  }

  private static void collect() {
    System.gc();
    try {
      trimNative(ManagementFactory.getPlatformMBeanServer());
    } catch (JMException e) {
      logger.warn("memory outside the heap could not be given back", e);
    }
  }

  /** What C libraries keep of what was freed; Java 17.0.9 and later know how, on Linux. */
  private static void trimNative(MBeanServer machine) throws JMException {
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    boolean isKnown = Stream.of(machine.getMBeanInfo(commands).getOperations())
        .anyMatch(command -> command.getName().equals(TRIM));
    if (isKnown) {
      machine.invoke(commands, TRIM, null, null);
    }
  }

  private static void set(String flag, String value) {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      VMOption now = machine.getVMOption(flag);
      if (now.getOrigin() == VMOption.Origin.DEFAULT && now.isWriteable()) {
        machine.setVMOption(flag, value);
      }
    } catch (IllegalArgumentException e) { // another collector has other flags
      logger.debug("Java keeps its own value: flag={}", flag, e);
    }
  }
}
