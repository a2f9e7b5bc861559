package io.github.cfexporter.http.page;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.UserFile;
import io.github.cfexporter.report.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    Optional<GraphqlKind> known = catalog.kind(kind.name());
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
        .put("file", known.flatMap(catalog::file).map(UserFile::path).orElse(null))
        .put("sources", sources(kind, known));
    kind.lagSeconds().ifPresent(seconds -> json.put("lag_seconds", seconds));
    return json;
  }

  private static JsonArray sources(Status.Kind kind, Optional<GraphqlKind> known) {
    JsonArray json = new JsonArray();
    for (Status.SourceUse use : kind.sources()) {
      List<Source> nodes = known.stream()
          .flatMap(graphql -> graphql.sources().stream())
          .filter(source -> source.name().equals(use.source()))
          .flatMap(source -> source.nodes().stream())
          .toList();
      json.add(new JsonObject()
          .put("name", use.source())
          .put("zones", use.zones())
          .put(
              "datasets",
              new JsonArray(nodes.stream().map(Source::dataset).distinct().toList()))
          .put(
              "families",
              new JsonArray(nodes.stream()
                  .flatMap(node -> node.metrics().stream())
                  .map(metric -> metric.name())
                  .distinct()
                  .toList())));
    }
    return json;
  }

  private AccountJson() {}
}
