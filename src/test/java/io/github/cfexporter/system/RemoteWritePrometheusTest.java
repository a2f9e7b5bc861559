package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.RequestsByMethod;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Zone;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus is sent every minute as it was, whoever is killed meanwhile. */
@Tag("system")
class RemoteWritePrometheusTest {

  /** An outage of more than one minute, so that minutes must be told apart afterwards. */
  private static final long OUTAGE_MILLIS = 100_000;

  private static final int WINDOWS = 5;

  @TempDir
  Path directory;

  @Test
  void loneNode_thatIsKilledWhileItCatchesUp_losesAndDoublesNothing() throws Exception {
    Programs.need(Prometheus.PROGRAM);
    try (Prometheus prometheus = Prometheus.receiver(directory.resolve("prometheus"));
        Fleet fleet = new Fleet(directory, 1).with("REMOTE_WRITE_URL", prometheus.writeUrl())) {
      ExporterProcess node = fleet.start(0, Map.of());
      Map<String, Long> begins = begins(fleet, prometheus);
      outage(fleet);
      node.kill();
      fleet.start(0, Map.of());

      check(fleet, prometheus, begins);
    }
  }

  @Test
  void clusterOfThree_ofWhichOneIsKilledWhileItCatchesUp_losesAndDoublesNothing() throws Exception {
    Programs.need(Prometheus.PROGRAM);
    try (Prometheus prometheus = Prometheus.receiver(directory.resolve("prometheus"));
        Fleet fleet = new Fleet(directory, 3).with("REMOTE_WRITE_URL", prometheus.writeUrl())) {
      for (int node = 0; node < 3; node++) {
        fleet.start(node);
      }
      fleet.awaitWhole();
      Map<String, Long> begins = begins(fleet, prometheus);
      outage(fleet);
      fleet.node(1).kill();

      check(fleet, prometheus, begins);
    }
  }

  /** Makes an outage, and returns when the first call has got through again. */
  private static void outage(Fleet fleet) throws Exception {
    long begin = System.currentTimeMillis();
    long end = begin + OUTAGE_MILLIS;
    fleet.simulator().faults().during(begin, end, SimulatedCall::isGraphql, Fault.status(503));
    Await.until(
        () -> fleet
            .simulator()
            .log()
            .calls(call -> call.atMillis() > end
                && call.nodes().stream()
                    .anyMatch(node -> node.dataset().equals(RequestsByMethod.DATASET))),
        calls -> !calls.isEmpty());
  }

  /**
   * Lets some windows of every zone pass. What a node asked first may have gone to another one while the
   * cluster grew, so a zone begins where its first series does, which is where some window did.
   *
   * @return by zone, the second since the epoch from which on it is counted
   */
  private static Map<String, Long> begins(Fleet fleet, Prometheus prometheus) throws Exception {
    Map<String, Long> begins = new HashMap<>();
    for (Zone zone : fleet.simulator().world().zones()) {
      List<NavigableMap<Long, Double>> series = Await.until(
          () -> ofZone(prometheus, zone),
          some -> some.stream().anyMatch(samples -> samples.size() >= WINDOWS));
      long begin = series.stream().mapToLong(NavigableMap::firstKey).min().orElseThrow() / 1000;
      assertThat(asked(fleet, zone)).as("begins of windows of %s", zone.name()).contains(begin);
      begins.put(zone.name(), begin);
    }
    return begins;
  }

  private static List<NavigableMap<Long, Double>> ofZone(Prometheus prometheus, Zone zone)
      throws Exception {
    return prometheus.samples(RequestsByMethod.FAMILY).entrySet().stream()
        .filter(series -> zone.name().equals(series.getKey().get("zone")))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void check(Fleet fleet, Prometheus prometheus, Map<String, Long> begins)
      throws Exception {
    long now = System.currentTimeMillis();
    Await.until(
        () -> prometheus.samples(RequestsByMethod.FAMILY).values().stream()
            .filter(samples -> samples.lastKey() > now)
            .count(),
        current -> current >= fleet.simulator().world().zones().size());
    Map<Map<String, String>, NavigableMap<Long, Double>> all =
        prometheus.samples(RequestsByMethod.FAMILY);
    int compared = 0;
    for (Zone zone : fleet.simulator().world().zones()) {
      for (Map.Entry<Map<String, String>, NavigableMap<Long, Double>> series : all.entrySet()) {
        if (zone.name().equals(series.getKey().get("zone"))) {
          compared += check(
              fleet,
              zone,
              series.getKey().get("method"),
              series.getValue(),
              begins.get(zone.name()));
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  /** Each sample is what happened up to its time; in the first one nothing had. */
  private static int check(
      Fleet fleet, Zone zone, String method, NavigableMap<Long, Double> samples, long begin) {
    long last = 0;
    for (Map.Entry<Long, Double> sample : samples.entrySet()) {
      assertThat(sample.getKey() % 1000).isZero();
      long at = sample.getKey() / 1000;
      long truth = RequestsByMethod.count(fleet.simulator(), zone, method, begin, at);
      assertThat(sample.getValue().longValue())
          .as("%s %s at %d", zone.name(), method, at)
          .isEqualTo(truth);
      if (last > 0) {
        assertThat(at - last).as("seconds without a sample of %s", zone.name()).isLessThan(61);
      }
      last = at;
    }
    assertThat(samples.firstEntry().getValue()).isZero();
    return samples.size();
  }

  /** Where the windows began in which a zone's methods were asked for. */
  private static Set<Long> asked(Fleet fleet, Zone zone) {
    return fleet.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node ->
            node.dataset().equals(RequestsByMethod.DATASET) && node.scopes().contains(zone.id()))
        .filter(node -> node.fields().stream().anyMatch(field -> field.contains("Method")))
        .map(AskedNode::fromSecond)
        .collect(Collectors.toSet());
  }
}
