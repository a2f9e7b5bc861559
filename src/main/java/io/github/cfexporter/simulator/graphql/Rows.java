package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.IngestDelays;
import io.github.cfexporter.simulator.traffic.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a document's nodes for zones and accounts, of the events that have come in so far. */
final class Rows {
  private final Traffic traffic;
  private final IngestDelays delays;
  private final long nowMillis;

  /** Most nodes of a document ask for the same events, in other groups. */
  private final Map<Span, List<Event>> visible = new HashMap<>();

  /** Seconds of a dataset, the last one excluded. */
  private record Span(String scopeId, Dataset dataset, long from, long to) {}

  Rows(Traffic traffic, IngestDelays delays, long nowMillis) {
    this.traffic = traffic;
    this.delays = delays;
    this.nowMillis = nowMillis;
  }

  List<Map<String, Object>> of(Node node, String scopeId) {
    Dataset dataset = node.dataset();
    TimeRange range = node.range();
    long from = dataset.rounded(range.fromSecond());
    long to = Math.min(end(dataset, range), nowMillis / 1000);
    List<Event> events =
        visible.computeIfAbsent(new Span(scopeId, dataset, from, to), this::visible).stream()
            .filter(node.filter())
            .toList();
    return new Groups(dataset, node.selection()).rows(events, node.orderBy(), node.limit());
  }

  private List<Event> visible(Span span) {
    List<Event> events = new ArrayList<>();
    traffic.forEach(span.scopeId(), span.dataset().stream, span.from(), span.to(), event -> {
      if (event.visibleAt(nowMillis, delays)) {
        events.add(event);
      }
    });
    return events;
  }

  /** A row of a rollup belongs to the range if it begins in it, so its end may lie outside. */
  private static long end(Dataset dataset, TimeRange range) {
    return dataset.rounded(range.toSecond() + dataset.granularity - 1);
  }
}
