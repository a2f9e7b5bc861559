package io.github.cfexporter.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system that the process does not use, however it was started: what can be
 * set of {@code scripts/jvm-flags} while Java runs is set here, unless it was given.
 */
public final class UnusedMemory {
  private static final Logger logger = LoggerFactory.getLogger(UnusedMemory.class);
  private static final long LOOK_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** In this order: the lesser ratio may never be above the greater. */
  private static final Map<String, String> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("MinHeapFreeRatio", "10");
    FLAGS.put("MaxHeapFreeRatio", "25");
  }

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final HeapGrowth growth = new HeapGrowth();

  private UnusedMemory() {}

  /** From now on, until the Vert.x is closed. */
  public static void giveBack(Vertx vertx) {
    FLAGS.forEach(UnusedMemory::set);
    UnusedMemory unused = new UnusedMemory();
    vertx.setPeriodic(
        LOOK_MILLIS,
        look -> vertx
            .executeBlocking(unused::look, false)
            .onFailure(cause -> logger.warn("memory could not be given back", cause)));
  }

  /** Looks once a minute; never at the same time. */
  private synchronized Void look() throws JMException {
    if (growth.isWorthACollection(memory.getHeapMemoryUsage().getCommitted())) {
      long before = memory.getHeapMemoryUsage().getCommitted();
      System.gc();
      trimNative();
      MemoryUsage now = memory.getHeapMemoryUsage();
      growth.collected(now.getUsed(), now.getCommitted());
      logger.debug(
          "gave heap back: before={} after={} used={}", before, now.getCommitted(), now.getUsed());
    }
    return null;
  }

  /** What C libraries keep of what was freed; Java 17.0.9 and later know how, on Linux. */
  private static void trimNative() throws JMException {
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    boolean known = false;
    for (var command :
        ManagementFactory.getPlatformMBeanServer().getMBeanInfo(commands).getOperations()) {
      known |= command.getName().equals("systemTrimNativeHeap");
    }
    if (known) {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(commands, "systemTrimNativeHeap", null, null);
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
