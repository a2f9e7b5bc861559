package io.github.cfexporter.runtime;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a process by the names that Prometheus' client libraries share.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics">the
 *     names</a>
 */
public final class StandardProcessMetrics implements MeterBinder {
  private static final double NANOS = 1e9;
  private static final Path STATUS = Path.of("/proc/self/status");

  @Override
  public void bindTo(MeterRegistry registry) {
    java.lang.management.OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof OperatingSystemMXBean process) {
      FunctionCounter.builder("process.cpu", process, bean -> bean.getProcessCpuTime() / NANOS)
          .baseUnit("seconds")
          .description("User and system CPU time of the process.")
          .register(registry);
    }
    if (system instanceof UnixOperatingSystemMXBean unix) {
      Gauge.builder("process.open.fds", unix, UnixOperatingSystemMXBean::getOpenFileDescriptorCount)
          .description("Open file descriptors.")
          .register(registry);
      Gauge.builder("process.max.fds", unix, UnixOperatingSystemMXBean::getMaxFileDescriptorCount)
          .description("File descriptors that may be open.")
          .register(registry);
    }
    if (Files.isReadable(STATUS)) {
      memory(registry, "process.resident.memory", "VmRSS", "Memory that is in RAM.");
      memory(registry, "process.virtual.memory", "VmSize", "Memory of the address space.");
    }
  }

  private static void memory(MeterRegistry registry, String name, String line, String help) {
    Pattern pattern = Pattern.compile("(?m)^" + line + ":\\s*(\\d+) kB$");
    Gauge.builder(name, () -> bytes(pattern))
        .baseUnit("bytes")
        .description(help)
        .register(registry);
  }

  /** The kernel makes the file when it is read; no disk is asked. */
  private static double bytes(Pattern line) {
    try {
      Matcher found = line.matcher(Files.readString(STATUS));
      return found.find() ? Long.parseLong(found.group(1)) * 1024.0 : Double.NaN;
    } catch (IOException e) {
      return Double.NaN; // which tells that it is not known
    }
  }
}
