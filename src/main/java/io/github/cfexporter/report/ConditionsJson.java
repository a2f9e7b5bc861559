package io.github.cfexporter.report;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.runtime.ClusterState;
import io.github.cfexporter.runtime.Conditions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The conditions of a node as its {@link ReportJson} spells them; older nodes tell less. */
final class ConditionsJson {

  static JsonObject of(Conditions conditions) {
    JsonObject strangers = new JsonObject();
    conditions.strangers().forEach((account, items) -> strangers.put(account, texts(items)));
    JsonObject json =
        new JsonObject().put("notices", texts(conditions.notices())).put("strangers", strangers);
    json.put("kinds", kinds(conditions.kinds()));
    conditions.skewMillis().ifPresent(millis -> json.put("skewMillis", millis));
    conditions.databaseUp().ifPresent(up -> json.put("databaseUp", up));
    conditions
        .cluster()
        .ifPresent(
            state -> json.put("clusterNodes", state.nodes()).put("clusterSafe", state.safe()));
    return json;
  }

  private static JsonObject kinds(Conditions.Kinds kinds) {
    return new JsonObject()
        .put("digest", kinds.digest())
        .put(
            "families",
            new JsonArray(kinds.families().stream().map(ConditionsJson::family).toList()));
  }

  private static Conditions.Kinds kinds(JsonObject json) {
    return new Conditions.Kinds(
        json.getString("digest", ""),
        json.getJsonArray("families", new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .map(ConditionsJson::family)
            .toList());
  }

  private static JsonObject family(Family family) {
    return new JsonObject()
        .put("name", family.name())
        .put("type", family.type().name())
        .put("help", family.help())
        .put("labels", texts(family.labels()));
  }

  private static Family family(JsonObject json) {
    return new Family(
        json.getString("name"),
        MetricType.valueOf(json.getString("type")),
        json.getString("help"),
        texts(json.getJsonArray("labels")));
  }

  static Conditions read(JsonObject json) {
    Map<String, Set<String>> strangers = new TreeMap<>();
    JsonObject told = json.getJsonObject("strangers", new JsonObject());
    told.fieldNames()
        .forEach(account -> strangers.put(account, Set.copyOf(texts(told.getJsonArray(account)))));
    Long skew = json.getLong("skewMillis");
    return new Conditions(
        texts(json.getJsonArray("notices", new JsonArray())),
        strangers,
        skew == null ? OptionalLong.empty() : OptionalLong.of(skew),
        Optional.ofNullable(json.getBoolean("databaseUp")),
        Optional.ofNullable(json.getInteger("clusterNodes"))
            .map(nodes -> new ClusterState(nodes, json.getBoolean("clusterSafe"))),
        kinds(json.getJsonObject("kinds", new JsonObject())));
  }

  private static JsonArray texts(Collection<String> texts) {
    return new JsonArray(List.copyOf(texts));
  }

  private static List<String> texts(JsonArray texts) {
    return texts.stream().map(String.class::cast).toList();
  }

  private ConditionsJson() {}
}
