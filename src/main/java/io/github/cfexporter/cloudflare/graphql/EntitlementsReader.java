package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Faults;
import io.github.cfexporter.cloudflare.GraphqlErrorReader;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.rest.Fields;
import io.github.cfexporter.cloudflare.rest.RestReply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Reads the answer to an {@link Entitlements.Question}. Zones of one plan have the same limits, so
 * equal limits are kept once: thousands of zones would otherwise hold millions of field names.
 */
final class EntitlementsReader {
  private final Map<DatasetLimits, DatasetLimits> known = new ConcurrentHashMap<>();

  /** Safe to be called by several threads. Throws when no zone and no account is answered. */
  Entitlements read(Reply reply) {
    JsonObject body = RestReply.parse(reply);
    JsonObject viewer = Fields.object(Fields.object(body, "data"), "viewer");
    List<Fault> faults = Faults.of(
        reply,
        GraphqlErrorReader.read(reply),
        body.containsKey("data"),
        (error, refusal) -> Set.of());
    Map<String, Map<String, DatasetLimits>> limits = new HashMap<>();
    Fields.objects(viewer, "zones")
        .forEach(zone -> put(limits, Fields.text(zone, "zoneTag"), zone));
    for (JsonObject account : Fields.objects(viewer, "accounts")) {
      put(limits, Fields.text(account, "accountTag"), account);
      Fields.objects(account, "zones")
          .forEach(zone -> put(limits, Fields.text(zone, "zoneTag"), zone));
    }
    if (limits.isEmpty() && !faults.isEmpty()) {
      throw CloudflareException.refused(reply, faults);
    }
    if (faults.isEmpty() && (viewer.isEmpty() || !reply.succeeded())) {
      throw Faults.noAnswer(reply, "the body has neither data nor errors");
    }
    return new Entitlements(limits, faults);
  }

  private void put(Map<String, Map<String, DatasetLimits>> limits, String tag, JsonObject scope) {
    JsonObject settings = Fields.object(scope, "settings");
    Map<String, DatasetLimits> byDataset = new HashMap<>();
    for (String dataset : settings.fieldNames()) {
      JsonObject told = Fields.object(settings, dataset);
      if (!told.isEmpty()) {
        byDataset.put(dataset, kept(limits(told)));
      }
    }
    if (!byDataset.isEmpty()) {
      limits.put(tag, Map.copyOf(byDataset));
    }
  }

  private DatasetLimits kept(DatasetLimits limits) {
    return known.computeIfAbsent(limits, first -> first);
  }

  private static DatasetLimits limits(JsonObject told) {
    DatasetLimits unknown = DatasetLimits.UNKNOWN;
    return new DatasetLimits(
        Fields.truth(told, "enabled", unknown.enabled()),
        available(told),
        seconds(told, "maxDuration", unknown.maxDuration()),
        seconds(told, "notOlderThan", unknown.notOlderThan()),
        (int) Fields.number(told, "maxPageSize", unknown.maxPageSize()),
        (int) Fields.number(told, "maxNumberOfFields", unknown.maxNumberOfFields()));
  }

  private static Set<String> available(JsonObject told) {
    return Fields.texts(told, "availableFields").stream()
        .map(field -> field.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Duration seconds(JsonObject told, String field, Duration unknown) {
    return Duration.ofSeconds((long) Fields.number(told, field, (double) unknown.toSeconds()));
  }
}
