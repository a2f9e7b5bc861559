package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.Places;
import java.util.ArrayList;
import java.util.List;

/** Invocations of Workers scripts. */
final class WorkerTraits {
  private static final List<String> SCRIPTS =
      List.of("checkout", "image-resizer", "naïve \"router\"\\v2", "cron\nnightly");
  private static final List<String> STATUSES =
      List.of("success", "success", "scriptThrewException", "exceededResources");

  /** 128 MB, in GB: what a second of wall time costs in GB·s. */
  private static final double MEMORY_GIGABYTES = 0.128;

  static List<Traits> of(Account account) {
    List<Traits> sorts = new ArrayList<>();
    for (String status : STATUSES) {
      for (String script : SCRIPTS) {
        sorts.add(invocation(account, script, status, sorts.size()));
      }
    }
    return sorts;
  }

  private static Traits invocation(Account account, String script, String status, int index) {
    long noise = Hash.of(account.id() + script);
    double wallMicros = 4_000 + Hash.bits(noise, 0, 14) + 500.0 * index;
    return Traits.builder()
        .text("coloCode", Places.pick(Places.COLOS, noise + index).code())
        .text("scriptName", script)
        .text("scriptTag", Hash.id(account.id() + script))
        .text("scriptVersion", Hash.uuid(script))
        .text("environmentName", "production")
        .text("dispatchNamespaceName", "")
        .number("isDispatcher", 0)
        .text("status", status)
        .text("usageModel", "standard")
        .measure("requests", 1)
        .measure("errors", status.equals("success") ? 0 : 1)
        .measure("subrequests", index % 2)
        .measure("clientDisconnects", 0)
        .measure("responseBodySize", 900 + Hash.bits(noise, 16, 12))
        .measure("cpuTimeUs", 600 + Hash.bits(noise, 30, 11) + 50.0 * index)
        .measure("wallTime", wallMicros)
        .measure("requestDuration", wallMicros + 1_000)
        .measure("duration", wallMicros * 1e-6 * MEMORY_GIGABYTES)
        .build();
  }

  private WorkerTraits() {}
}
