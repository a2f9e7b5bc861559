package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Compares a user's own query kind {@code shop}, by cache status and protocol, with what happened. */
final class ShopBooks {
  private static final String DATASET = "httpRequestsAdaptiveGroups";

  private final Rig rig;

  ShopBooks(Rig rig) {
    this.rig = rig;
  }

  void assertExact(String family, ToLongFunction<Event> value, long sinceMillis) {
    assertExact(family, value, sinceMillis, 1);
  }

  /** Compares with what happened between the first second asked for since then and the watermark. */
  void assertExact(String family, ToLongFunction<Event> value, long sinceMillis, int unit) {
    Scrape scrape = rig.scrape();
    for (Zone zone : rig.world().zones()) {
      long from = firstAsked(zone, sinceMillis);
      long to = totals(zone).orElseThrow().watermark();
      Map<List<String>, Long> truth = rig.simulator()
          .truth()
          .total(
              zone.id(),
              DATASET,
              event -> true,
              event -> List.of(event.text("cacheStatus"), event.text("clientSSLProtocol")),
              value,
              from,
              to);
      Map<List<String>, Double> expected = new HashMap<>();
      truth.forEach((labels, total) -> expected.put(labels, (double) total / unit));
      Map<List<String>, Double> served = new HashMap<>();
      scrape
          .family(family, Map.of("zone", zone.name()))
          .forEach((labels, total) ->
              served.put(List.of(labels.get("cache"), labels.get("protocol")), total));
      assertThat(to - from).as("seconds counted").isGreaterThanOrEqualTo(120);
      assertThat(served).as("%s of %s", family, zone.name()).isEqualTo(expected);
    }
  }

  private long firstAsked(Zone zone, long sinceMillis) {
    return rig.simulator().log().calls().stream()
        .filter(call -> call.atMillis() >= sinceMillis)
        .flatMap(call -> call.nodes().stream())
        .filter(node -> isOurs(node) && node.scopes().contains(zone.id()))
        .mapToLong(AskedNode::fromSecond)
        .min()
        .orElseThrow();
  }

  long timesAsked() {
    return rig.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .filter(ShopBooks::isOurs)
        .count();
  }

  private static boolean isOurs(AskedNode node) {
    return node.dataset().equals(DATASET)
        && node.fields().stream().anyMatch(field -> field.contains("cacheStatus"));
  }

  Optional<Totals> totals(Zone zone) {
    return rig.counters()
        .load(new SourceZone(zone.accountId(), "shop", DATASET, zone.id()))
        .await();
  }
}
