package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.RequestsByMethod;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Zone;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus is sent every minute as it was, whoever is killed meanwhile. */
@Tag("system")
class RemoteWritePrometheusTest {

  /** An outage of more than one minute, so that minutes must be told apart afterwards. */
  private static final long OUTAGE_MILLIS = 100_000;

  @TempDir
  Path directory;

  @Test
  void loneNode_thatIsKilledWhileItCatchesUp_losesAndDoublesNothing() throws Exception {
    Programs.need(Prometheus.PROGRAM);
    try (Prometheus prometheus = Prometheus.receiver(directory.resolve("prometheus"));
        Fleet fleet = new Fleet(directory, 1).with("REMOTE_WRITE_URL", prometheus.writeUrl())) {
      ExporterProcess node = fleet.start(0, Map.of());
      endOfOutage(fleet, prometheus);
      node.kill();
      fleet.start(0, Map.of());

      check(fleet, prometheus);
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
      endOfOutage(fleet, prometheus);
      fleet.node(1).kill();

      check(fleet, prometheus);
    }
  }

  /** Lets some windows pass, then an outage, and returns when the first call has got through again. */
  private static void endOfOutage(Fleet fleet, Prometheus prometheus) throws Exception {
    Await.until(() -> mostSamples(prometheus), samples -> samples >= 5);
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

  /** Samples of the series that has the most; 0 while there is none. */
  private static int mostSamples(Prometheus prometheus) throws Exception {
    return prometheus.samples(RequestsByMethod.FAMILY).values().stream()
        .mapToInt(NavigableMap::size)
        .max()
        .orElse(0);
  }

  private static void check(Fleet fleet, Prometheus prometheus) throws Exception {
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
          compared += check(fleet, zone, series.getKey().get("method"), series.getValue());
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  /** Each sample is what happened up to its time; in the first one nothing had. */
  private static int check(
      Fleet fleet, Zone zone, String method, NavigableMap<Long, Double> samples) {
    long begin = begin(fleet, zone);
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

  /** The first second that was ever asked for of a zone's methods. */
  private static long begin(Fleet fleet, Zone zone) {
    return fleet.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node ->
            node.dataset().equals(RequestsByMethod.DATASET) && node.scopes().contains(zone.id()))
        .filter(node -> node.fields().stream().anyMatch(field -> field.contains("Method")))
        .mapToLong(AskedNode::fromSecond)
        .min()
        .orElseThrow();
  }
}
