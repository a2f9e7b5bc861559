package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets one node of a document fail, with an error whose path leads to it. */
public final class NodeSabotage {
  private final Fault.NodeFails fault;
  private final String document;
  private final long nowMillis;
  private final List<Object> errors = new ArrayList<>();

  /** By alias, which is the same for all zones. */
  private final Map<String, Boolean> meant = new HashMap<>();

  public NodeSabotage(Fault.NodeFails fault, String document, long nowMillis) {
    this.fault = fault;
    this.document = document;
    this.nowMillis = nowMillis;
  }

  /** The answer without the node; as it is when the node was not asked for. */
  public SimulatedAnswer apply(SimulatedAnswer real) {
    JsonObject body = real.json();
    JsonObject data = body.getJsonObject("data");
    JsonObject viewer = data == null ? null : data.getJsonObject("viewer");
    if (viewer == null) {
      return real;
    }
    blocks(viewer, List.of("viewer"));
    JsonArray accounts = viewer.getJsonArray("accounts", new JsonArray());
    for (int i = 0; i < accounts.size(); i++) {
      blocks(accounts.getJsonObject(i), List.of("viewer", "accounts", String.valueOf(i)));
    }
    if (errors.isEmpty()) {
      return real;
    }
    body.put("errors", new JsonArray(errors));
    if (!fault.alone()) {
      body.putNull("data");
    }
    return real.withBody(body.encode());
  }

  /** Zones stand in an account or beside it. */
  private void blocks(JsonObject parent, List<String> path) {
    for (String key : List.copyOf(parent.fieldNames())) {
      if (key.matches("zones|b[0-9]+")) {
        JsonArray zones = parent.getJsonArray(key);
        for (int i = 0; i < zones.size(); i++) {
          zone(
              zones.getJsonObject(i), Question.below(Question.below(path, key), String.valueOf(i)));
        }
      }
    }
  }

  private void zone(JsonObject zone, List<String> path) {
    if (!fault.zone().isEmpty() && !fault.zone().equals(zone.getString("zoneTag"))) {
      return;
    }
    for (String alias : List.copyOf(zone.fieldNames())) {
      if (meant.computeIfAbsent(alias, this::isMeant)) {
        zone.putNull(alias);
        Refusal refusal = Refusal.failed(fault.message(), Question.below(path, alias));
        errors.add(new JsonObject(GraphqlApi.error(refusal, nowMillis)));
      }
    }
  }

  /** What a node is lasts from its alias to the next one. */
  private boolean isMeant(String alias) {
    Matcher node = Pattern.compile("\\b" + Pattern.quote(alias) + ": (.*?)(?=\\bn[0-9]+: |$)")
        .matcher(document);
    return node.find() && node.group(1).contains(fault.marker());
  }
}
