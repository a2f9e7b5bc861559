package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.MinuteDimension;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.CallLog.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The windows that a rig has asked for, by zone or account and by the node of a source that they were
 * asked of, as the simulator's log of calls has them.
 */
final class AskedWindows {
  private final Map<Key, List<Window>> windows = new HashMap<>();
  private final IdentityHashMap<Source, Set<String>> fields = new IdentityHashMap<>();
  private int added;

  private record Key(String scope, String dataset) {}

  /** @param order of asking */
  private record Window(Set<String> fields, long from, long to, int order) {
    boolean covers(long second) {
      return from <= second && second < to;
    }
  }

  /** Seconds since the epoch, the last one excluded. */
  record Span(long from, long to) {}

  /** @param bornAt when counting began anew, in milliseconds, by zone: calls before then are left out */
  AskedWindows(List<Call> calls, Map<String, Long> bornAt) {
    for (Call call : calls) {
      if (!call.outcome().contains("does not have access")) {
        call.nodes().forEach(node -> add(node, call.atMillis(), bornAt));
      }
    }
  }

  private void add(AskedNode node, long atMillis, Map<String, Long> bornAt) {
    Window window = new Window(node.fields(), node.fromSecond(), node.toSecond(), added++);
    for (String scope : node.scopes()) {
      if (atMillis >= bornAt.getOrDefault(scope, 0L)) {
        windows
            .computeIfAbsent(new Key(scope, node.dataset()), key -> new ArrayList<>())
            .add(window);
      }
    }
  }

  /** The first second that any node of a source was asked for. */
  OptionalLong first(Source source, String scope) {
    return source.nodes().stream()
        .flatMap(node -> of(node, scope))
        .mapToLong(Window::from)
        .min();
  }

  /**
   * The time up to a watermark that was counted from one node of a source. What was asked of both forms
   * of the source is counted from the one that was asked last.
   */
  List<Span> spans(Source source, Source node, String scope, long watermark) {
    if (source.alternatives().isEmpty()) {
      OptionalLong first = first(source, scope);
      return first.isPresent() && first.getAsLong() < watermark
          ? List.of(new Span(first.getAsLong(), watermark))
          : List.of();
    }
    List<Window> own = of(node, scope).toList();
    List<Window> otherForm = source.nodes().stream()
        .filter(other -> isFirst(other, source) != isFirst(node, source))
        .flatMap(other -> of(other, scope))
        .toList();
    TreeSet<Long> edges = new TreeSet<>();
    Stream.concat(own.stream(), otherForm.stream()).forEach(window -> {
      edges.add(Math.min(window.from(), watermark));
      edges.add(Math.min(window.to(), watermark));
    });
    List<Span> spans = new ArrayList<>();
    for (long from : edges) {
      Long to = edges.higher(from);
      if (to != null && latest(own, from) > latest(otherForm, from)) {
        join(spans, new Span(from, to));
      }
    }
    return spans;
  }

  private static boolean isFirst(Source node, Source source) {
    return node.name().equals(source.name());
  }

  /** When a second was asked for last, or -1. */
  private static int latest(List<Window> windows, long second) {
    return windows.stream()
        .filter(window -> window.covers(second))
        .mapToInt(Window::order)
        .max()
        .orElse(-1);
  }

  private static void join(List<Span> spans, Span next) {
    int last = spans.size() - 1;
    if (last >= 0 && spans.get(last).to() == next.from()) {
      spans.set(last, new Span(spans.get(last).from(), next.to()));
    } else {
      spans.add(next);
    }
  }

  private Stream<Window> of(Source node, String scope) {
    Set<String> known = fields.computeIfAbsent(node, n -> {
      Set<String> leaves = leaves(n.shape(), "");
      MinuteDimension.of(n).ifPresent(leaves::add); // remote write asks for it
      return leaves;
    });
    return windows.getOrDefault(new Key(scope, node.dataset()), List.of()).stream()
        .filter(window -> known.containsAll(window.fields()));
  }

  private static Set<String> leaves(Shape shape, String prefix) {
    Set<String> leaves = new HashSet<>();
    shape.leaves().forEach(leaf -> leaves.add(prefix + leaf));
    shape.lists().forEach((path, element) -> leaves.addAll(leaves(element, prefix + path + ".")));
    return leaves;
  }
}
