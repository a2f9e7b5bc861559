package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is killed as a whole and goes on from its database. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterRestartTest {
  private static final int SIZE = 3;

  @Test
  void allNodesKilled_countersContinue(@TempDir Path directory) throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start();
        Fleet fleet = new Fleet(directory, SIZE).with("JDBC_URL", postgresql.jdbcUrl())) {
      startAll(fleet);
      fleet.awaitExact();
      Map<String, Double> before = counters(fleet.node(0));

      for (ExporterProcess node : List.copyOf(fleet.running())) {
        node.kill();
      }
      startAll(fleet);
      fleet.awaitExact();

      // not every kind has read its counters by now
      Map<String, Double> after = Await.until(
          () -> counters(fleet.node(0)),
          counters -> counters.keySet().containsAll(before.keySet()));
      assertThat(before).isNotEmpty();
      before.forEach((series, value) ->
          assertThat(after.get(series)).as(series).isGreaterThanOrEqualTo(value));
      assertThat(fleet.mostCalls().values()).allMatch(calls -> calls <= Fleet.BUDGET);
    }
  }

  private static void startAll(Fleet fleet) throws Exception {
    for (int node = 0; node < SIZE; node++) {
      fleet.start(node);
    }
    fleet.awaitReady();
  }

  private static Map<String, Double> counters(ExporterProcess node) throws Exception {
    Map<String, Double> counters =
        new HashMap<>(Exposed.of(node.get("/metrics").body()).samples());
    counters.keySet().removeIf(series -> !series.matches("cloudflare_zone_\\w+_total\\{.*"));
    return counters;
  }
}
