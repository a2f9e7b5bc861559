package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the answer to one document in one pass over its bytes; rows go to their sinks as they come
 * by and no tree is built. An instance reads one answer.
 */
final class AnswerReader {
  private final Document document;
  private final Reply reply;
  private final byte[] body;
  private final Map<String, NodeReader> nodeReaders = new HashMap<>();

  private final Map<Part, Integer> rows = new HashMap<>();
  private final Map<String, List<String>> zonesByBlock = new HashMap<>();
  private final List<Complaint> complaints = new ArrayList<>();
  private OptionalLong cost = OptionalLong.empty();
  private OptionalLong budget = OptionalLong.empty();
  private boolean hasViewer;

  private AnswerReader(Document document, Reply reply, Function<String, RowSink> sinks) {
    this.document = document;
    this.reply = reply;
    this.body = reply.body().getBytes();
    RowReader rowReader = new RowReader();
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
    try (JsonParser json = JsonWalk.JSON.createParser(body)) {
      json.nextToken();
      JsonWalk.fields(json, field -> readEnvelope(json, field));
      if (json.nextToken() != null) {
        throw Faults.noAnswer(reply, "the body goes on after its end");
      }
    } catch (IOException broken) {
      throw Faults.noAnswer(reply, "the body is no JSON or broke off");
    }
  }

  private void readEnvelope(JsonParser json, String field) throws IOException {
    switch (field) {
      case "data" -> JsonWalk.fields(json, name -> readData(json, name));
      case "errors" -> complaints.addAll(ComplaintReader.read(json));
      default -> json.skipChildren();
    }
  }

  private void readData(JsonParser json, String field) throws IOException {
    switch (field) {
      case "cost" -> cost = number(json);
      case "viewer" -> {
        hasViewer = json.currentToken() == JsonToken.START_OBJECT;
        JsonWalk.fields(json, name -> readViewer(json, name));
      }
      default -> json.skipChildren();
    }
  }

  private void readViewer(JsonParser json, String field) throws IOException {
    switch (field) {
      case "budget" -> budget = number(json);
      case "accounts" ->
        JsonWalk.objects(json, () -> JsonWalk.fields(json, name -> readAccount(json, name)));
      default -> json.skipChildren();
    }
  }

  private void readAccount(JsonParser json, String field) throws IOException {
    for (int i = 0; i < document.zoneBlocks().size(); i++) {
      if (field.equals(document.key(i))) {
        Block block = document.zoneBlocks().get(i);
        JsonWalk.objects(json, () -> readZone(json, field, block));
        return;
      }
    }
    readNode(json, document.accountNodes(), field, "");
  }

  private void readZone(JsonParser json, String key, Block block) throws IOException {
    String zone = tagOfZoneAt((int) json.currentTokenLocation().getByteOffset());
    zonesByBlock.computeIfAbsent(key, k -> new ArrayList<>()).add(zone);
    List<Node> nodes = block.zones().contains(zone) ? block.nodes() : List.of();
    JsonWalk.fields(json, field -> readNode(json, nodes, field, zone));
  }

  /** Reads ahead: nothing promises that {@code zoneTag} comes before the rows it is the tag of. */
  private String tagOfZoneAt(int offset) throws IOException {
    try (JsonParser json = JsonWalk.JSON.createParser(body, offset, body.length - offset)) {
      json.nextToken();
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        if (field.equals("zoneTag")) {
          return JsonWalk.text(json);
        }
        json.skipChildren();
      }
      return "";
    }
  }

  private void readNode(JsonParser json, List<Node> nodes, String alias, String zone)
      throws IOException {
    boolean asked = nodes.stream().anyMatch(node -> node.alias().equals(alias));
    if (!asked || json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    int count = nodeReaders.get(alias).read(json, zone);
    if (rows.put(new Part(alias, zone), count) != null) {
      throw CloudflareException.unreadable(reply, "a node is answered twice: " + alias);
    }
  }

  private static OptionalLong number(JsonParser json) throws IOException {
    if (json.currentToken().isNumeric()) {
      return OptionalLong.of((long) json.getDoubleValue()); // uint64, saturating
    }
    json.skipChildren();
    return OptionalLong.empty();
  }

  private Answer answer() {
    List<Fault> faults = Faults.of(reply, complaints, new Blame(document, zonesByBlock)::of);
    if (!faults.isEmpty() && rows.isEmpty()) {
      throw CloudflareException.refused(reply, faults);
    }
    if (faults.isEmpty() && !(hasViewer && reply.succeeded())) {
      throw Faults.noAnswer(reply, "the body has neither data nor errors");
    }
    return new Answer(zonesSeen(), rows, cost, budget, faults);
  }

  private Set<String> zonesSeen() {
    Set<String> seen = new HashSet<>();
    zonesByBlock.values().forEach(seen::addAll);
    seen.retainAll(document.zones());
    return seen;
  }
}
