package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.Block;
import io.github.cfexporter.cloudflare.Document;
import io.github.cfexporter.cloudflare.Node;
import io.github.cfexporter.cloudflare.Part;
import io.github.cfexporter.cloudflare.RowSink;
import io.github.cfexporter.counting.Horizon.Choice;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Tally;
import io.github.cfexporter.counting.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One document on its way: pieces, the windows chosen for them when the permit had come, and the
 * tallies that the rows of the answer go to.
 */
final class Fetch {
  private final Map<Part, Leg> legs = new HashMap<>();
  private final Document document;

  /** A piece with its window and its node in the document. */
  record Leg(Piece piece, Choice choice, Node node, Tally tally) {
    Asked.Fetched fetched(Answer answer, Part part) {
      int rows = answer.rows().getOrDefault(part, 0);
      boolean full = answer.full(part, node) && node.source().newest().isEmpty();
      return new Asked.Fetched(choice.window(), choice.lostSeconds(), tally.delta(), rows, full);
    }
  }

  /** What a zone is asked, before nodes have aliases: equal lists share a block. */
  private record Line(String kind, Reading reading, Window window, int limit) {}

  private Fetch(String account, Map<Piece, Choice> choices, Pace pace) {
    Map<String, Map<Line, Piece>> byZone = new LinkedHashMap<>();
    choices.forEach((piece, choice) -> byZone
        .computeIfAbsent(piece.want().zone(), zone -> new LinkedHashMap<>())
        .put(line(piece, choice, pace), piece));
    Map<Set<Line>, List<String>> blocks = new LinkedHashMap<>();
    byZone.forEach((zone, lines) ->
        blocks.computeIfAbsent(lines.keySet(), key -> new ArrayList<>()).add(zone));

    List<Block> zoneBlocks = new ArrayList<>();
    List<Node> accountNodes = new ArrayList<>();
    int alias = 0;
    for (Map.Entry<Set<Line>, List<String>> block : blocks.entrySet()) {
      List<Node> nodes = new ArrayList<>();
      for (Line line : block.getKey()) {
        Node node = new Node("n" + alias++, line.reading().source(), line.window(), line.limit());
        nodes.add(node);
        for (String zone : block.getValue()) {
          Piece piece = byZone.get(zone).get(line);
          legs.put(piece.part(node.alias()), leg(piece, choices.get(piece), node));
        }
      }
      if (block.getValue().contains("")) {
        accountNodes.addAll(nodes);
      } else {
        zoneBlocks.add(new Block(block.getValue(), nodes));
      }
    }
    document = new Document(account, zoneBlocks, accountNodes);
  }

  /**
   * Chooses the windows of a document, now that its call may leave. Pieces for which nothing is due
   * any more are settled here; empty when that is true of all.
   */
  static Optional<Fetch> of(String account, Collection<Piece> pieces, Pace pace) {
    Map<Piece, Choice> choices = new LinkedHashMap<>();
    for (Piece piece : pieces) {
      piece
          .horizon(pace)
          .next(piece.want().watermark(), piece.want().cap())
          .ifPresentOrElse(
              choice -> choices.put(piece, choice), () -> piece.settle(new Asked.NotDue()));
    }
    return choices.isEmpty() ? Optional.empty() : Optional.of(new Fetch(account, choices, pace));
  }

  Document document() {
    return document;
  }

  Map<Part, Leg> legs() {
    return legs;
  }

  /** Every piece once. */
  List<Piece> pieces() {
    return legs.values().stream().map(Leg::piece).toList();
  }

  /** Where the rows of an alias go: to the tally of their zone. */
  RowSink sink(String alias) {
    return (zone, row) -> {
      Leg leg = legs.get(new Part(alias, zone));
      if (leg != null) { // a zone that was not asked about is none of our business
        leg.tally().row(row);
      }
    };
  }

  private static Line line(Piece piece, Choice choice, Pace pace) {
    Ask ask = piece.question().ask();
    return new Line(
        ask.kind(), ask.reading(), choice.window(), pace.limit(piece.want().limits()));
  }

  private static Leg leg(Piece piece, Choice choice, Node node) {
    return new Leg(
        piece,
        choice,
        node,
        piece
            .question()
            .ask()
            .reading()
            .tally(piece.want().rules(), piece.want().keys()));
  }
}
