package io.github.cfexporter.system;

import java.util.HashMap;
import java.util.Map;

/** Which of the running nodes of a fleet does what. */
final class Roles {

  /** The one that collects most accounts. */
  static int busiest(Fleet fleet) throws Exception {
    int busiest = 0;
    int most = -1;
    for (ExporterProcess node : fleet.running()) {
      int accounts = Told.accounts(node);
      busiest = accounts > most ? fleet.numberOf(node).orElseThrow() : busiest;
      most = Math.max(most, accounts);
    }
    return busiest;
  }

  /** The one that lets calls out. */
  static int limiter(Fleet fleet) throws Exception {
    Map<ExporterProcess, Double> before = new HashMap<>();
    for (ExporterProcess node : fleet.running()) {
      before.put(node, Told.permits(node));
    }
    return Await.until(
        () -> {
          for (ExporterProcess node : fleet.running()) {
            if (Told.permits(node) > before.get(node)) {
              return fleet.numberOf(node).orElseThrow();
            }
          }
          return -1;
        },
        found -> found >= 0);
  }

  private Roles() {}
}
