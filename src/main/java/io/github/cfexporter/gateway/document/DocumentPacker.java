package io.github.cfexporter.gateway.document;

import io.github.cfexporter.cloudflare.graphql.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the planned nodes of one batch into as few documents as the limits allow. */
public final class DocumentPacker {

  /**
   * Packs planned nodes of one account, source by source, into the first document that has room. Those that
   * lag most go first, so that small groups are not always behind large ones.
   *
   * @param nodes most zones times sources of one document
   */
  public static List<List<PlannedNode>> pack(Collection<PlannedNode> plannedNodes, int nodes) {
    List<Bin> bins = new ArrayList<>();
    List<PlannedNode> fitting =
        plannedNodes.stream().map(planned -> planned.atMost(nodes)).toList();
    for (List<PlannedNode> group : bySource(fitting, nodes)) {
      Bin bin = bins.stream().filter(b -> b.hasRoom(group, nodes)).findFirst().orElseGet(() -> {
        Bin fresh = new Bin();
        bins.add(fresh);
        return fresh;
      });
      bin.add(group);
    }
    return bins.stream().map(bin -> List.copyOf(bin.plannedNodes)).toList();
  }

  /** Halves a document that was refused as a whole: by source first, then by zones, then by nodes. */
  public static List<List<PlannedNode>> halve(List<PlannedNode> plannedNodes) {
    List<List<PlannedNode>> sources = bySource(plannedNodes, Integer.MAX_VALUE);
    if (sources.size() > 1) {
      return List.of(
          join(sources.subList(0, sources.size() / 2)),
          join(sources.subList(sources.size() / 2, sources.size())));
    }
    int middle = plannedNodes.size() / 2;
    if (middle == 0) {
      return List.of(List.of(plannedNodes.get(0).halved()));
    }
    return List.of(
        plannedNodes.subList(0, middle), plannedNodes.subList(middle, plannedNodes.size()));
  }

  /** The least of the planned nodes' watermarks, in seconds since the epoch. */
  public static long oldestWatermark(Collection<PlannedNode> plannedNodes) {
    return plannedNodes.stream()
        .mapToLong(planned -> planned.request().watermark())
        .min()
        .orElse(0);
  }

  /** What tells the planned nodes of one source from others, whoever asks: equal for the same nodes. */
  public static Object source(PlannedNode planned) {
    return List.of(planned.pending().ask().kind(), planned.readings());
  }

  /** The nodes of all planned nodes. */
  private static int nodes(Collection<PlannedNode> plannedNodes) {
    return plannedNodes.stream().mapToInt(PlannedNode::nodes).sum();
  }

  /** Planned nodes of one source together, the most urgent and then the largest first; cut where too large. */
  private static List<List<PlannedNode>> bySource(Collection<PlannedNode> plannedNodes, int nodes) {
    Map<Object, List<PlannedNode>> groups = new LinkedHashMap<>();
    plannedNodes.forEach(planned ->
        groups.computeIfAbsent(source(planned), source -> new ArrayList<>()).add(planned));
    List<List<PlannedNode>> cut = new ArrayList<>();
    for (List<PlannedNode> group : groups.values()) {
      int widest = group.stream().mapToInt(PlannedNode::nodes).max().orElse(1);
      int most = Math.min(nodes / widest, Document.MAX_ZONES);
      for (int from = 0; from < group.size(); from += most) {
        cut.add(group.subList(from, Math.min(group.size(), from + most)));
      }
    }
    cut.sort(Comparator.comparingLong(DocumentPacker::oldestWatermark)
        .thenComparing(DocumentPacker::nodes, Comparator.reverseOrder()));
    return cut;
  }

  private static List<PlannedNode> join(List<List<PlannedNode>> groups) {
    return groups.stream().flatMap(List::stream).toList();
  }

  /** A document in the making. */
  private static final class Bin {
    private final List<PlannedNode> plannedNodes = new ArrayList<>();
    private final Set<String> zones = new HashSet<>();

    boolean hasRoom(List<PlannedNode> group, int most) {
      Set<String> together = new HashSet<>(zones);
      group.forEach(planned -> together.add(planned.request().zone()));
      return nodes(plannedNodes) + nodes(group) <= most && together.size() <= Document.MAX_ZONES;
    }

    void add(List<PlannedNode> group) {
      plannedNodes.addAll(group);
      group.forEach(planned -> zones.add(planned.request().zone()));
    }
  }

  private DocumentPacker() {}
}
