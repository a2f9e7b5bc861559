package io.github.cfexporter.gateway.document;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.Block;
import io.github.cfexporter.cloudflare.CloudflareException;
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
import java.util.function.Supplier;

/**
 * One document on its way: pieces, the windows chosen for them when the permit had come, and the
 * tallies that the rows of the answer go to.
 */
public final class Fetch {
  private final Map<Part, Leg> legs = new HashMap<>();
  private final Map<Piece, Map<String, Part>> parts = new LinkedHashMap<>();
  private final Map<Piece, Choice> choices;
  private final Document document;

  /** One node of a piece with its window and its node in the document. */
  private record Leg(Choice choice, Node node, Supplier<Tally> fresh, Tally tally) {
    static Leg of(Choice choice, Node node, Supplier<Tally> fresh) {
      return new Leg(choice, node, fresh, fresh.get());
    }

    Asked.Fetched fetched(Answer answer, Part part) {
      if (answer.damaged().contains(part)) {
        return fetched(answer, part, fresh.get(), "a list of rows is missing or no list");
      }
      String damage =
          tally.damaged() == 0 ? "" : "rows are not what the schema promises: " + tally.damaged();
      return fetched(answer, part, tally, damage);
    }

    private Asked.Fetched fetched(Answer answer, Part part, Tally counted, String damage) {
      int rows = answer.rows().getOrDefault(part, 0);
      boolean full = answer.full(part, node) && node.source().newest().isEmpty();
      return new Asked.Fetched(
          choice.window(),
          choice.lostSeconds(),
          counted.delta(),
          rows,
          full,
          counted.refused(),
          Optional.of(damage).filter(text -> !text.isEmpty()).map(CloudflareException::damaged));
    }
  }

  /** What a zone is asked, before nodes have aliases: equal lists share a block. */
  private record Line(String kind, Reading reading, Window window, int limit, int copy) {}

  private Fetch(String account, Map<Piece, Choice> choices, Pace pace) {
    this.choices = choices;
    Map<String, Map<Line, Piece>> byZone = byZone(choices, pace);
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
          add(byZone.get(zone).get(line), line, node);
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
  public static Optional<Fetch> of(String account, Collection<Piece> pieces, Pace pace) {
    Map<Piece, Choice> choices = new LinkedHashMap<>();
    for (Piece piece : pieces) {
      piece
          .choice(pace)
          .ifPresentOrElse(
              choice -> choices.put(piece, choice), () -> piece.settle(new Asked.NotDue()));
    }
    return choices.isEmpty() ? Optional.empty() : Optional.of(new Fetch(account, choices, pace));
  }

  public Document document() {
    return document;
  }

  /** Every piece once. */
  public List<Piece> pieces() {
    return List.copyOf(choices.keySet());
  }

  /** The parts of the document that a piece has asked for, by the names of their nodes. */
  public Map<String, Part> parts(Piece piece) {
    return parts.get(piece);
  }

  public Window window(Piece piece) {
    return choices.get(piece).window();
  }

  /** Whether every node of a piece was answered, be it damaged, and no error may be about one. */
  public boolean isClean(Piece piece, Answer answer) {
    return parts(piece).values().stream()
        .allMatch(part -> answer.clean(part) || answer.damaged().contains(part));
  }

  /** Hands a piece what the answer has for it; answers what is left of it to be asked. */
  public Optional<Piece> read(Piece piece, Answer answer) {
    Asked.Fetched fetched = parts(piece).values().stream()
        .map(part -> legs.get(part).fetched(answer, part))
        .reduce(Asked.Fetched::with)
        .orElseThrow();
    return piece.read(choices.get(piece), fetched);
  }

  /** Where the rows of an alias go: to the tally of their zone. */
  public RowSink sink(String alias) {
    return (zone, row) -> {
      Leg leg = legs.get(new Part(alias, zone));
      if (leg != null) { // a zone that was not asked about is none of our business
        leg.tally().row(row);
      }
    };
  }

  private static Map<String, Map<Line, Piece>> byZone(Map<Piece, Choice> choices, Pace pace) {
    Map<String, Map<Line, Piece>> byZone = new LinkedHashMap<>();
    choices.forEach((piece, choice) -> {
      Map<Line, Piece> ofZone =
          byZone.computeIfAbsent(piece.want().zone(), zone -> new LinkedHashMap<>());
      for (Reading reading : piece.readings()) {
        int copy = 0; // a zone that left and came back may be asked for twice
        while (ofZone.containsKey(line(piece, reading, choice, pace, copy))) {
          copy++;
        }
        ofZone.put(line(piece, reading, choice, pace, copy), piece);
      }
    });
    return byZone;
  }

  private static Line line(Piece piece, Reading reading, Choice choice, Pace pace, int copy) {
    return new Line(
        piece.question().ask().kind(),
        reading,
        choice.window(),
        pace.limit(piece.want().limits()),
        copy);
  }

  private void add(Piece piece, Line line, Node node) {
    Part part = new Part(node.alias(), piece.want().zone());
    Ask.Want want = piece.want();
    legs.put(
        part,
        Leg.of(
            choices.get(piece),
            node,
            () -> line.reading()
                .tally(want.rules(), want.keys().apply(line.reading().source().name()))));
    parts
        .computeIfAbsent(piece, p -> new LinkedHashMap<>())
        .put(line.reading().source().name(), part);
  }
}
