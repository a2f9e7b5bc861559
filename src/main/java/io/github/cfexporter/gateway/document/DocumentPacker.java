package io.github.cfexporter.gateway.document;

import io.github.cfexporter.cloudflare.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the pieces of one batch into as few documents as the limits allow. */
public final class DocumentPacker {

  /**
   * Packs pieces of one account, source by source, into the first document that has room. Those that
   * lag most go first, so that small groups are not always behind large ones.
   *
   * @param nodes most zones times sources of one document
   */
  public static List<List<Piece>> pack(Collection<Piece> pieces, int nodes) {
    List<Bin> bins = new ArrayList<>();
    List<Piece> fitting = pieces.stream().map(piece -> piece.atMost(nodes)).toList();
    for (List<Piece> group : bySource(fitting, nodes)) {
      Bin bin = bins.stream().filter(b -> b.hasRoom(group, nodes)).findFirst().orElseGet(() -> {
        Bin fresh = new Bin();
        bins.add(fresh);
        return fresh;
      });
      bin.add(group);
    }
    return bins.stream().map(bin -> List.copyOf(bin.pieces)).toList();
  }

  /** Halves a document that was refused as a whole: by source first, then by zones, then by nodes. */
  public static List<List<Piece>> halve(List<Piece> pieces) {
    List<List<Piece>> sources = bySource(pieces, Integer.MAX_VALUE);
    if (sources.size() > 1) {
      return List.of(
          join(sources.subList(0, sources.size() / 2)),
          join(sources.subList(sources.size() / 2, sources.size())));
    }
    int middle = pieces.size() / 2;
    if (middle == 0) {
      return List.of(List.of(pieces.get(0).halved()));
    }
    return List.of(pieces.subList(0, middle), pieces.subList(middle, pieces.size()));
  }

  /** The least of the pieces' watermarks, in seconds since the epoch. */
  public static long oldestWatermark(Collection<Piece> pieces) {
    return pieces.stream().mapToLong(piece -> piece.want().watermark()).min().orElse(0);
  }

  /** What tells the pieces of one source from others, whoever asks: equal for the same nodes. */
  public static Object source(Piece piece) {
    return List.of(piece.question().ask().kind(), piece.readings());
  }

  /** The nodes of all pieces. */
  private static int nodes(Collection<Piece> pieces) {
    return pieces.stream().mapToInt(Piece::nodes).sum();
  }

  /** Pieces of one source together, the most urgent and then the largest first; cut where too large. */
  private static List<List<Piece>> bySource(Collection<Piece> pieces, int nodes) {
    Map<Object, List<Piece>> groups = new LinkedHashMap<>();
    pieces.forEach(piece ->
        groups.computeIfAbsent(source(piece), source -> new ArrayList<>()).add(piece));
    List<List<Piece>> cut = new ArrayList<>();
    for (List<Piece> group : groups.values()) {
      int widest = group.stream().mapToInt(Piece::nodes).max().orElse(1);
      int most = Math.min(nodes / widest, Document.MAX_ZONES);
      for (int from = 0; from < group.size(); from += most) {
        cut.add(group.subList(from, Math.min(group.size(), from + most)));
      }
    }
    cut.sort(Comparator.comparingLong(DocumentPacker::oldestWatermark)
        .thenComparing(DocumentPacker::nodes, Comparator.reverseOrder()));
    return cut;
  }

  private static List<Piece> join(List<List<Piece>> groups) {
    return groups.stream().flatMap(List::stream).toList();
  }

  /** A document in the making. */
  private static final class Bin {
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<String> zones = new HashSet<>();

    boolean hasRoom(List<Piece> group, int most) {
      Set<String> together = new HashSet<>(zones);
      group.forEach(piece -> together.add(piece.want().zone()));
      return nodes(pieces) + nodes(group) <= most && together.size() <= Document.MAX_ZONES;
    }

    void add(List<Piece> group) {
      pieces.addAll(group);
      group.forEach(piece -> zones.add(piece.want().zone()));
    }
  }

  private DocumentPacker() {}
}
