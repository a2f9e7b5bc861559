package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the answer to one document in one pass over its bytes; rows go to their sinks as they come
 * by and no tree is built. An instance reads one answer.
 */
final class AnswerReader {
  /** Of one block; some ten are asked for, and none is kept of an answer that goes on for ever. */
  private static final int MOST_ZONES = 1_000;

  private final Document document;
  private final Reply reply;
  private final byte[] body;
  private final JsonCursor json;
  private final Map<String, NodeReader> nodeReaders = new HashMap<>();
  private final Map<Part, Integer> rows = new HashMap<>();
  private final Set<Part> damaged = new HashSet<>();
  private final Map<String, List<String>> zonesByBlock = new HashMap<>();
  private final List<Complaint> complaints = new ArrayList<>();
  private OptionalLong cost = OptionalLong.empty();
  private OptionalLong budget = OptionalLong.empty();
  private boolean hasViewer;
  private boolean hasData;
  private boolean hasAccount;

  private AnswerReader(Document document, Reply reply, Function<String, RowSink> sinks) {
    this.document = document;
    this.reply = reply;
    this.body = reply.bytes();
    this.json = new JsonCursor(body, 0);
    RowReader rowReader = new RowReader(json);
    for (Node node : document.allNodes()) {
      RowSink sink = sinks.apply(node.alias());
      nodeReaders.put(node.alias(), new NodeReader(node, sink, rowReader));
    }
  }

  /**
   * Reads the reply, or throws {@link CloudflareException} when it answers no part at all or is not
   * what the API promises.
   */
  static Answer read(Document document, Reply reply, Function<String, RowSink> sinks) {
    AnswerReader reader = new AnswerReader(document, reply, sinks);
    reader.readBody();
    return reader.answer();
  }

  private void readBody() {
    try {
      json.fields(this::readEnvelope);
      if (!json.isAtEnd()) {
        throw Faults.noAnswer(reply, "the body goes on after its end");
      }
    } catch (IOException broken) {
      throw Faults.noAnswer(reply, "the body is no JSON or broke off");
    }
  }

  private void readEnvelope(String field) throws IOException {
    switch (field) {
      case "data" -> {
        hasData = true;
        json.fields(this::readData);
      }
      case "errors" -> readErrors();
      default -> json.skip();
    }
  }

  private void readErrors() throws IOException {
    int from = json.offset();
    json.skip();
    byte[] shortened = ShortTexts.of(body, from, json.offset());
    try (JsonParser errors = JsonWalk.JSON.createParser(shortened)) {
      errors.nextToken();
      complaints.addAll(ComplaintReader.read(errors));
    }
  }

  private void readData(String field) throws IOException {
    switch (field) {
      case "cost" -> cost = number();
      case "viewer" -> {
        hasViewer = json.peek() == '{';
        json.fields(this::readViewer);
      }
      default -> json.skip();
    }
  }

  private void readViewer(String field) throws IOException {
    switch (field) {
      case "budget" -> budget = number();
      case "accounts" ->
        json.objects(() -> {
          hasAccount = true;
          json.fields(this::readAccount);
        });
      default -> {
        if (!readBlock(field)) {
          json.skip();
        }
      }
    }
  }

  private void readAccount(String field) throws IOException {
    if (!readBlock(field)) {
      readNode(document.accountNodes(), field, "");
    }
  }

  /** Reads the zones of a block, which stand in the account or, in the plain form, beside it. */
  private boolean readBlock(String field) throws IOException {
    for (int i = 0; i < document.zoneBlocks().size(); i++) {
      if (field.equals(document.key(i))) {
        Block block = document.zoneBlocks().get(i);
        readZones(field, block);
        return true;
      }
    }
    return false;
  }

  private void readZones(String key, Block block) throws IOException {
    byte first = json.peek();
    if (first != '[') {
      json.skip();
      damage(block, first);
      return;
    }
    for (boolean more = json.enter('[', ']'); more; more = json.another(']')) {
      if (json.peek() == '{') {
        readZone(key, block);
      } else {
        damage(block, json.peek());
        json.skip();
      }
    }
  }

  /** What stands in place of zones hides which of them there are; null may have an error beside it. */
  private void damage(Block block, byte first) {
    if (first != 'n') {
      block
          .zones()
          .forEach(zone ->
              block.nodes().forEach(node -> damaged.add(new Part(node.alias(), zone))));
    }
  }

  private void readZone(String key, Block block) throws IOException {
    String zone = tagOfZoneAt(json.offset());
    List<String> known = zonesByBlock.computeIfAbsent(key, k -> new ArrayList<>());
    if (known.size() == MOST_ZONES) {
      throw Faults.noAnswer(reply, "the body has many more zones than were asked for");
    }
    known.add(zone);
    List<Node> nodes = block.zones().contains(zone) ? block.nodes() : List.of();
    json.fields(field -> readNode(nodes, field, zone));
  }

  /** Reads ahead: nothing promises that {@code zoneTag} comes before the rows it is the tag of. */
  private String tagOfZoneAt(int offset) throws IOException {
    JsonCursor ahead = new JsonCursor(body, offset);
    byte[][] wanted = {"\"zoneTag\":".getBytes(StandardCharsets.US_ASCII)};
    for (boolean more = ahead.enter('{', '}'); more; more = ahead.another('}')) {
      if (ahead.field(wanted, 0) == 0 && ahead.peek() == '"') {
        return ahead.text();
      }
      ahead.skip();
    }
    return "";
  }

  private void readNode(List<Node> nodes, String alias, String zone) throws IOException {
    boolean asked = nodes.stream().anyMatch(node -> node.alias().equals(alias));
    byte first = json.peek();
    if (!asked || first != '[') {
      json.skip();
      if (asked && first != 'n') {
        damaged.add(new Part(alias, zone));
      }
      return;
    }
    Part part = new Part(alias, zone);
    int count = nodeReaders.get(alias).read(json, zone);
    if (rows.put(part, count) != null) {
      damaged.add(part); // its rows have come twice, and nothing tells which are right
    }
  }

  private OptionalLong number() throws IOException {
    byte first = json.peek();
    if (first != '-' && (first < '0' || first > '9')) {
      json.skip();
      return OptionalLong.empty();
    }
    boolean fits = json.number();
    return OptionalLong.of(fits ? json.whole() : (long) json.decimal()); // uint64, saturating
  }

  private Answer answer() {
    List<Fault> faults =
        Faults.of(reply, complaints, hasData, new Blame(document, zonesByBlock)::of);
    if (!faults.isEmpty() && rows.isEmpty()) {
      throw CloudflareException.refused(reply, faults);
    }
    if (faults.isEmpty() && !(hasViewer && reply.succeeded())) {
      throw Faults.noAnswer(reply, "the body has neither data nor errors");
    }
    Set<Part> unexplained = new HashSet<>(damaged);
    parts().filter(this::isMissing).forEach(unexplained::add);
    faults.forEach(fault -> unexplained.removeAll(fault.parts()));
    return new Answer(zonesSeen(), rows, unexplained, cost, budget, faults);
  }

  /** Whether a node did not come although what it belongs to did. */
  private boolean isMissing(Part part) {
    boolean due = part.zone().isEmpty() ? hasAccount : zonesSeen().contains(part.zone());
    return due && !rows.containsKey(part);
  }

  private Stream<Part> parts() {
    Stream<Part> ofZones = document.zoneBlocks().stream()
        .flatMap(block -> block.zones().stream()
            .flatMap(zone -> block.nodes().stream().map(node -> new Part(node.alias(), zone))));
    return Stream.concat(
        ofZones, document.accountNodes().stream().map(node -> new Part(node.alias(), "")));
  }

  private Set<String> zonesSeen() {
    Set<String> seen = new HashSet<>();
    zonesByBlock.values().forEach(seen::addAll);
    seen.retainAll(document.zones());
    return seen;
  }
}
