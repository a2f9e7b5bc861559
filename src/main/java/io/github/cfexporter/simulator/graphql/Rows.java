package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.IngestDelays;
import io.github.cfexporter.simulator.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of one node for one zone or account, of the events that have come in so far. */
public final class Rows {
  private final Traffic traffic;
  private final IngestDelays delays;

  Rows(Traffic traffic, IngestDelays delays) {
    this.traffic = traffic;
    this.delays = delays;
  }

  List<Map<String, Object>> of(Node node, String scopeId, long nowMillis) {
    Dataset dataset = node.dataset();
    TimeRange range = node.range();
    List<Event> events = new ArrayList<>();
    traffic.forEach(
        scopeId,
        dataset.stream,
        dataset.rounded(range.fromSecond()),
        Math.min(end(dataset, range), nowMillis / 1000),
        event -> {
          if (event.visibleAt(nowMillis, delays) && node.filter().test(event)) {
            events.add(event);
          }
        });
    return new Groups(dataset, node.selection()).rows(events, node.orderBy(), node.limit());
  }

  /** A row of a rollup belongs to the range if it begins in it, so its end may lie outside. */
  private static long end(Dataset dataset, TimeRange range) {
    return dataset.rounded(range.toSecond() + dataset.granularity() - 1);
  }
}
