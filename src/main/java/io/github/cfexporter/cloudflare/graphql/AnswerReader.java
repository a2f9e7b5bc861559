package io.github.cfexporter.cloudflare.graphql;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Faults;
import io.github.cfexporter.cloudflare.GraphqlError;
import io.github.cfexporter.cloudflare.GraphqlErrorReader;
import io.github.cfexporter.cloudflare.JsonBody;
import io.github.cfexporter.cloudflare.JsonWalk;
import io.github.cfexporter.cloudflare.Reply;
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
  /** Of one block; some ten are asked for, and none is kept of an answer that goes on for ever. */
  private static final int MOST_ZONES = 1_000;

  private final Document document;
  private final Reply reply;
  private final JsonBody body;
  private JsonParser json;
  private final Function<String, RowSink> sinks;
  private final Map<String, NodeReader> nodeReaders = new HashMap<>();
  private final Map<AnswerPart, Integer> rows = new HashMap<>();
  private final Set<AnswerPart> damaged = new HashSet<>();
  private final Map<String, List<String>> zonesByBlock = new HashMap<>();
  private final List<GraphqlError> errors = new ArrayList<>();
  private OptionalLong cost = OptionalLong.empty();
  private OptionalLong budget = OptionalLong.empty();
  private boolean hasViewer;
  private boolean hasData;
  private boolean hasAccount;

  private AnswerReader(Document document, Reply reply, Function<String, RowSink> sinks) {
    this.document = document;
    this.reply = reply;
    this.sinks = sinks;
    this.body = JsonBody.of(reply.body());
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
    try (JsonParser parser = body.parser()) {
      json = parser;
      RowReader rowReader = new RowReader(json);
      for (Node node : document.allNodes()) {
        RowSink sink = sinks.apply(node.alias());
        nodeReaders.put(node.alias(), new NodeReader(node, sink, rowReader));
      }
      if (json.nextToken() == null) {
        throw Faults.noAnswer(reply, "the body is empty");
      }
      JsonWalk.fields(json, this::readEnvelope);
      if (json.nextToken() != null) {
        throw Faults.noAnswer(reply, "the body goes on after its end");
      }
    } catch (StreamConstraintsException beyond) {
      throw Faults.noAnswer(reply, "a text of the body is too long, or it is nested too deeply");
    } catch (IOException broken) {
      throw Faults.noAnswer(reply, "the body is no JSON or broke off");
    }
  }

  private void readEnvelope(String field) throws IOException {
    switch (field) {
      case "data" -> {
        hasData = true;
        JsonWalk.fields(json, this::readData);
      }
      case "errors" -> readErrors();
      default -> json.skipChildren();
    }
  }

  private void readErrors() throws IOException {
    try (JsonParser parser = body.shortened(json)) {
      errors.addAll(GraphqlErrorReader.read(parser));
    }
  }

  private void readData(String field) throws IOException {
    switch (field) {
      case "cost" -> cost = JsonWalk.number(json);
      case "viewer" -> {
        hasViewer = json.currentToken() == JsonToken.START_OBJECT;
        JsonWalk.fields(json, this::readViewer);
      }
      default -> json.skipChildren();
    }
  }

  private void readViewer(String field) throws IOException {
    switch (field) {
      case "budget" -> budget = JsonWalk.number(json);
      case "accounts" ->
        JsonWalk.objects(json, () -> {
          hasAccount = true;
          JsonWalk.fields(json, this::readAccount);
        });
      default -> {
        if (!readBlock(field)) {
          json.skipChildren();
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
    if (json.currentToken() != JsonToken.START_ARRAY) {
      damage(block);
      json.skipChildren();
      return;
    }
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      if (value == JsonToken.START_OBJECT) {
        readZone(key, block);
      } else {
        damage(block);
        json.skipChildren();
      }
    }
  }

  /** What stands in place of zones hides which of them there are; null may have an error beside it. */
  private void damage(Block block) {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      damaged.addAll(block.parts());
    }
  }

  private void readZone(String key, Block block) throws IOException {
    String zone = tagOfZoneAt((int) json.currentTokenLocation().getByteOffset());
    List<String> known = zonesByBlock.computeIfAbsent(key, k -> new ArrayList<>());
    if (known.size() == MOST_ZONES) {
      throw Faults.noAnswer(reply, "the body has many more zones than were asked for");
    }
    known.add(zone);
    List<Node> nodes = block.zones().contains(zone) ? block.nodes() : List.of();
    JsonWalk.fields(json, field -> readNode(nodes, field, zone));
  }

  /** Reads ahead: nothing promises that {@code zoneTag} comes before the rows it is the tag of. */
  private String tagOfZoneAt(int offset) throws IOException {
    try (JsonParser ahead = body.parser(offset)) {
      ahead.nextToken();
      for (String field = ahead.nextFieldName(); field != null; field = ahead.nextFieldName()) {
        JsonToken value = ahead.nextToken();
        if (field.equals("zoneTag") && value == JsonToken.VALUE_STRING) {
          return ahead.getText();
        }
        ahead.skipChildren();
      }
      return "";
    }
  }

  private void readNode(List<Node> nodes, String alias, String zone) throws IOException {
    boolean asked = nodes.stream().anyMatch(node -> node.alias().equals(alias));
    JsonToken value = json.currentToken();
    if (!asked || value != JsonToken.START_ARRAY) {
      json.skipChildren();
      if (asked && value != JsonToken.VALUE_NULL) {
        damaged.add(new AnswerPart(alias, zone));
      }
      return;
    }
    AnswerPart part = new AnswerPart(alias, zone);
    int count = nodeReaders.get(alias).read(json, zone);
    if (rows.put(part, count) != null) {
      damaged.add(part); // its rows have come twice, and nothing tells which are right
    }
  }

  private Answer answer() {
    List<Fault> faults =
        Faults.of(reply, errors, hasData, new FaultLocator(document, zonesByBlock)::of);
    if (!faults.isEmpty() && rows.isEmpty()) {
      throw CloudflareException.refused(reply, faults);
    }
    if (faults.isEmpty() && !(hasViewer && reply.succeeded())) {
      throw Faults.noAnswer(reply, "the body has neither data nor errors");
    }
    Set<AnswerPart> unexplained = new HashSet<>(damaged);
    document.parts().stream().filter(this::isMissing).forEach(unexplained::add);
    faults.forEach(fault -> unexplained.removeAll(fault.parts()));
    return new Answer(zonesSeen(), rows, unexplained, cost, budget, faults);
  }

  /** Whether a node did not come although what it belongs to did. */
  private boolean isMissing(AnswerPart part) {
    boolean due = part.zone().isEmpty() ? hasAccount : zonesSeen().contains(part.zone());
    return due && !rows.containsKey(part);
  }

  private Set<String> zonesSeen() {
    Set<String> seen = new HashSet<>();
    zonesByBlock.values().forEach(seen::addAll);
    seen.retainAll(document.zones());
    return seen;
  }
}
