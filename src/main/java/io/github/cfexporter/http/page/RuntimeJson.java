package io.github.cfexporter.http.page;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** How the process of this node is doing. Sizes in bytes, times in seconds, shares from 0 to 1. */
final class RuntimeJson {

  static JsonObject now() {
    Runtime runtime = Runtime.getRuntime();
    JsonArray collectors = new JsonArray();
    double collecting = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectors.add(collector.getName());
      collecting += Math.max(0, collector.getCollectionTime()) / 1e3;
    }
    JsonObject json = new JsonObject()
        .put("java", Runtime.version().toString())
        .put("processors", runtime.availableProcessors())
        .put("heap_used", runtime.totalMemory() - runtime.freeMemory())
        .put("heap_most", runtime.maxMemory())
        .put("threads", ManagementFactory.getThreadMXBean().getThreadCount())
        .put("collectors", collectors)
        .put("collecting_seconds", collecting)
        .put("up_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      json.put("cpu", Math.max(0, system.getProcessCpuLoad()))
          .put("cpu_seconds", system.getProcessCpuTime() / 1e9)
          .put("files_open", system.getOpenFileDescriptorCount())
          .put("files_most", system.getMaxFileDescriptorCount());
    }
    return json;
  }

  private RuntimeJson() {}
}
