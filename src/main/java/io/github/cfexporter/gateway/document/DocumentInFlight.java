package io.github.cfexporter.gateway.document;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.Block;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.Node;
import io.github.cfexporter.cloudflare.graphql.RowSink;
import io.github.cfexporter.counting.Horizon.Choice;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.WindowTally;
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
 * One document on its way: planned nodes, the windows chosen for them when the permit had come, and the
 * tallies that the rows of the answer go to.
 */
public final class DocumentInFlight {
  private final Map<AnswerPart, AskedNode> askedNodes = new HashMap<>();
  private final Map<PlannedNode, Map<String, AnswerPart>> parts = new LinkedHashMap<>();
  private final Map<PlannedNode, Choice> choices;
  private final Document document;

  /** One node of a planned node with its window and its node in the document. */
  private record AskedNode(
      Choice choice, Node node, Supplier<WindowTally> fresh, WindowTally tally) {
    static AskedNode of(Choice choice, Node node, Supplier<WindowTally> fresh) {
      return new AskedNode(choice, node, fresh, fresh.get());
    }

    Asked.Fetched fetched(Answer answer, AnswerPart part) {
      if (answer.damaged().contains(part)) {
        return fetched(answer, part, fresh.get(), "a list of rows is missing or no list");
      }
      String damage =
          tally.damaged() == 0 ? "" : "rows are not what the schema promises: " + tally.damaged();
      return fetched(answer, part, tally, damage);
    }

    private Asked.Fetched fetched(
        Answer answer, AnswerPart part, WindowTally counted, String damage) {
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
  private record NodeShape(String kind, Reading reading, Window window, int limit, int copy) {}

  private DocumentInFlight(String account, Map<PlannedNode, Choice> choices, WindowPolicy policy) {
    this.choices = choices;
    Map<String, Map<NodeShape, PlannedNode>> byZone = byZone(choices, policy);
    Map<Set<NodeShape>, List<String>> blocks = new LinkedHashMap<>();
    byZone.forEach((zone, shapes) ->
        blocks.computeIfAbsent(shapes.keySet(), key -> new ArrayList<>()).add(zone));

    List<Block> zoneBlocks = new ArrayList<>();
    List<Node> accountNodes = new ArrayList<>();
    int alias = 0;
    for (Map.Entry<Set<NodeShape>, List<String>> block : blocks.entrySet()) {
      List<Node> nodes = new ArrayList<>();
      for (NodeShape shape : block.getKey()) {
        Node node =
            new Node("n" + alias++, shape.reading().source(), shape.window(), shape.limit());
        nodes.add(node);
        for (String zone : block.getValue()) {
          add(byZone.get(zone).get(shape), shape, node);
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
   * Chooses the windows of a document, now that its call may leave. Planned nodes for which nothing is due
   * any more are settled here; empty when that is true of all.
   */
  public static Optional<DocumentInFlight> of(
      String account, Collection<PlannedNode> plannedNodes, WindowPolicy policy) {
    Map<PlannedNode, Choice> choices = new LinkedHashMap<>();
    for (PlannedNode planned : plannedNodes) {
      planned
          .choice(policy)
          .ifPresentOrElse(
              choice -> choices.put(planned, choice), () -> planned.settle(new Asked.NotDue()));
    }
    return choices.isEmpty()
        ? Optional.empty()
        : Optional.of(new DocumentInFlight(account, choices, policy));
  }

  public Document document() {
    return document;
  }

  /** Every planned node once. */
  public List<PlannedNode> plannedNodes() {
    return List.copyOf(choices.keySet());
  }

  /** The parts of the document that a planned node has asked for, by the names of their nodes. */
  public Map<String, AnswerPart> parts(PlannedNode planned) {
    return parts.get(planned);
  }

  public Window window(PlannedNode planned) {
    return choices.get(planned).window();
  }

  /** Whether every node of a planned node was answered, be it damaged, and no error may be about one. */
  public boolean isClean(PlannedNode planned, Answer answer) {
    return parts(planned).values().stream()
        .allMatch(part -> answer.clean(part) || answer.damaged().contains(part));
  }

  /** Hands a planned node what the answer has for it; answers what is left of it to be asked. */
  public Optional<PlannedNode> read(PlannedNode planned, Answer answer) {
    Asked.Fetched fetched = parts(planned).values().stream()
        .map(part -> askedNodes.get(part).fetched(answer, part))
        .reduce(Asked.Fetched::with)
        .orElseThrow();
    return planned.read(choices.get(planned), fetched);
  }

  /** Where the rows of an alias go: to the tally of their zone. */
  public RowSink sink(String alias) {
    return (zone, row) -> {
      AskedNode askedNode = askedNodes.get(new AnswerPart(alias, zone));
      if (askedNode != null) { // a zone that was not asked about is none of our business
        askedNode.tally().row(row);
      }
    };
  }

  private static Map<String, Map<NodeShape, PlannedNode>> byZone(
      Map<PlannedNode, Choice> choices, WindowPolicy policy) {
    Map<String, Map<NodeShape, PlannedNode>> byZone = new LinkedHashMap<>();
    choices.forEach((planned, choice) -> {
      Map<NodeShape, PlannedNode> ofZone =
          byZone.computeIfAbsent(planned.request().zone(), zone -> new LinkedHashMap<>());
      for (Reading reading : planned.readings()) {
        int copy = 0; // a zone that left and came back may be asked for twice
        while (ofZone.containsKey(shape(planned, reading, choice, policy, copy))) {
          copy++;
        }
        ofZone.put(shape(planned, reading, choice, policy, copy), planned);
      }
    });
    return byZone;
  }

  private static NodeShape shape(
      PlannedNode planned, Reading reading, Choice choice, WindowPolicy policy, int copy) {
    return new NodeShape(
        planned.pending().ask().kind(),
        reading,
        policy.asked(
            reading.source().timing(), choice.window(), planned.request().limits()),
        policy.limit(planned.request().limits()),
        copy);
  }

  private void add(PlannedNode planned, NodeShape shape, Node node) {
    AnswerPart part = new AnswerPart(node.alias(), planned.request().zone());
    Ask.WindowRequest request = planned.request();
    askedNodes.put(
        part,
        AskedNode.of(
            choices.get(planned),
            node,
            () -> shape
                .reading()
                .tally(
                    shape.window(),
                    request.rules(),
                    request.keys().apply(shape.reading().source().name()))));
    parts
        .computeIfAbsent(planned, p -> new LinkedHashMap<>())
        .put(shape.reading().source().name(), part);
  }
}
