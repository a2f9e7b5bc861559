package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Aggregates;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns events into the rows of one dataset node: grouped, ordered, cut at the limit. */
public final class Groups {
  private final Dataset dataset;
  private final List<Selected> selection;
  private final List<String> dimensions;

  Groups(Dataset dataset, List<Selected> selection) {
    this.dataset = dataset;
    this.selection = selection;
    this.dimensions = selection.stream()
        .filter(field -> field.name().equals("dimensions"))
        .flatMap(field -> field.children().stream())
        .map(Selected::name)
        .distinct()
        .toList();
  }

  /** @param order what {@code orderBy} compares */
  private record Group(List<Object> key, List<Object> order, List<Event> events) {}

  /** @param orderBy such as {@code datetime_DESC}; groups that it leaves equal go by their key */
  List<Map<String, Object>> rows(List<Event> events, List<String> orderBy, long limit) {
    Aggregates aggregates = new Aggregates(dataset);
    Ordering ordering = new Ordering(orderBy, aggregates);
    return groups(events, ordering).stream()
        .sorted(Comparator.comparing(Group::order, ordering::compareGroups)
            .thenComparing(Group::key, Ordering::compareLists))
        .limit(limit)
        .map(group -> RowWriter.write(selection, group.events(), aggregates))
        .toList();
  }

  /** The value of a dimension as a row of the dataset shows it. */
  public static Object dimension(Event event, String name, Dataset dataset) {
    return TimeDimension.named(name)
        .<Object>map(time -> time.text(dataset.rounded(event.second())))
        .orElseGet(() -> event.dimension(name));
  }

  private List<Group> groups(List<Event> events, Ordering ordering) {
    if (dataset.raw()) {
      return events.stream()
          .map(event -> group(key(event), List.of(event), ordering))
          .toList();
    }
    Map<List<Object>, List<Event>> groups = new LinkedHashMap<>();
    for (Event event : events) {
      groups.computeIfAbsent(key(event), key -> new ArrayList<>()).add(event);
    }
    return groups.entrySet().stream()
        .map(group -> group(group.getKey(), group.getValue(), ordering))
        .toList();
  }

  private static Group group(List<Object> key, List<Event> events, Ordering ordering) {
    return new Group(key, ordering.key(events), events);
  }

  private List<Object> key(Event event) {
    Object[] key = new Object[dimensions.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = dimension(event, dimensions.get(i), dataset);
    }
    return Arrays.asList(key);
  }
}
