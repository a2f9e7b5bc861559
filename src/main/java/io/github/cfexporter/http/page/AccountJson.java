package io.github.cfexporter.http.page;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.UserFile;
import io.github.cfexporter.catalog.rest.RestMetric;
import io.github.cfexporter.catalog.rest.RestResource;
import io.github.cfexporter.report.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is known of one account, kind by kind. */
final class AccountJson {

  static Optional<JsonObject> of(Status status, String id, Catalog catalog) {
    return status.accounts().stream()
        .filter(account -> account.id().equals(id))
        .findFirst()
        .map(account -> new JsonObject()
            .put("id", account.id())
            .put("name", account.name())
            .put("at", status.at().getEpochSecond())
            .put(
                "kinds",
                new JsonArray(
                    account.kinds().stream().map(kind -> kind(kind, catalog)).toList())));
  }

  private static JsonObject kind(Status.Kind kind, Catalog catalog) {
    JsonObject json = new JsonObject()
        .put("name", kind.name())
        .put("state", kind.state().name().toLowerCase(Locale.ROOT))
        .put("rest", kind.isRest())
        .put("rows", kind.rows())
        .put("series", kind.series())
        .put("last_success", kind.lastSuccess().map(Instant::getEpochSecond).orElse(null))
        .put("last_error", kind.lastError().orElse(null))
        .put("why", kind.why().orElse(null))
        .put(
            "capped",
            new JsonArray(kind.capped().stream()
                .map(capped -> capped.inWords() + ", at most " + capped.cap())
                .toList()))
        .put("file", catalog.userFile(kind.name()).map(UserFile::path).orElse(null))
        .put(
            "sources",
            new JsonArray(kind.sources().stream()
                .map(use -> source(use, kind.name(), catalog))
                .toList()));
    kind.lagSeconds().ifPresent(seconds -> json.put("lag_seconds", seconds));
    return json;
  }

  /** Datasets of a source over GraphQL, or paths of a resource over REST, and what they give. */
  private static JsonObject source(Status.SourceUse use, String kind, Catalog catalog) {
    List<Source> nodes = catalog.kind(kind).stream()
        .flatMap(graphql -> graphql.sources().stream())
        .filter(source -> source.name().equals(use.source()))
        .flatMap(source -> source.nodes().stream())
        .toList();
    List<RestResource> resources = catalog.restKinds().stream()
        .filter(rest -> rest.name().equals(kind))
        .flatMap(rest -> rest.resource(use.source()).stream())
        .toList();
    Stream<String> asked = Stream.concat(
        nodes.stream().map(Source::dataset), resources.stream().map(RestResource::path));
    Stream<Metric> metrics = Stream.concat(
        nodes.stream().flatMap(node -> node.metrics().stream()),
        resources.stream()
            .flatMap(resource -> resource.metrics().stream())
            .map(RestMetric::metric));
    return new JsonObject()
        .put("name", use.source())
        .put("zones", use.zones())
        .put("datasets", new JsonArray(asked.distinct().toList()))
        .put("families", new JsonArray(metrics.map(Metric::name).distinct().toList()));
  }

  private AccountJson() {}
}
