package io.github.cfexporter.http.page;

import io.github.cfexporter.bus.ZoneSearch;
import io.github.cfexporter.exposition.FamilyLines;
import io.github.cfexporter.http.Answering;
import io.github.cfexporter.http.Server;
import io.github.cfexporter.http.StatusJson;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.report.history.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The paths below {@code /page}, all of them to be read only. */
public final class PageRoutes {
  private static final int MOST_LINES = 300;

  private final PageSources sources;

  public PageRoutes(PageSources sources) {
    this.sources = sources;
  }

  public void mount(Router router) {
    serve(router, "overview", request -> OverviewJson.of(sources.overview().get()));
    serve(router, "events", request -> events());
    serve(router, "check", request -> StatusJson.check(sources.status().get()));
    serve(router, "families", request -> families());
    serve(router, "samples", this::samples);
    serve(router, "log", this::log);
    serve(router, "runtime", request -> RuntimeJson.now());
    Server.serve(router, path("zones"), this::zones);
    Server.serve(router, path("account"), this::account);
    Server.serve(router, path("document"), this::document);
  }

  private static void serve(
      Router router, String name, Function<RoutingContext, JsonObject> answer) {
    Server.serve(
        router, path(name), request -> PageAnswer.send(request, () -> answer.apply(request)));
  }

  private static String path(String name) {
    return "/page/" + name + ".json";
  }

  private JsonObject events() {
    return StatusJson.recentErrors(sources.status().get())
        .put("events", array(sources.events().get(), PageRoutes::event));
  }

  private static JsonObject event(Event event) {
    return new JsonObject()
        .put("at", event.at().getEpochSecond())
        .put("sort", event.sort())
        .put("level", event.level())
        .put("sentence", event.sentence());
  }

  private JsonObject families() {
    return new JsonObject().put("families", array(sources.families().get(), FamilyUse::json));
  }

  private JsonObject samples(RoutingContext request) {
    List<String> words =
        List.of(parameter(request, "search").toLowerCase(Locale.ROOT).strip().split("\\s+"));
    FamilyLines found = sources.lines().apply(parameter(request, "name"), words);
    return new JsonObject().put("lines", new JsonArray(found.lines())).put("more", found.more());
  }

  /** Only a part of a busy log at a time, the latest. */
  private JsonObject log(RoutingContext request) {
    List<LogTail.Line> lines = sources.log().apply(number(parameter(request, "after")));
    List<LogTail.Line> latest = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    return new JsonObject().put("lines", array(latest, PageRoutes::line));
  }

  private static JsonObject line(LogTail.Line line) {
    return new JsonObject()
        .put("number", line.number())
        .put("millis", line.millis())
        .put("level", line.level())
        .put("text", line.text());
  }

  private void zones(RoutingContext request) {
    String words = parameter(request, "search").strip();
    if (words.isEmpty()) {
      PageAnswer.send(request, () -> found(new ZoneSearch.Answer(List.of(), 0)));
      return;
    }
    sources
        .search()
        .apply(words)
        .onSuccess(answer -> PageAnswer.send(request, () -> found(answer)))
        .onFailure(request::fail);
  }

  private static JsonObject found(ZoneSearch.Answer answer) {
    return new JsonObject()
        .put("zones", array(answer.zones(), ZoneSearch.Found::toJson))
        .put("all", answer.all());
  }

  private void account(RoutingContext request) {
    String id = parameter(request, "id");
    orNotFound(
        request,
        AccountJson.of(sources.status().get(), id, sources.catalog().get()),
        "no such account is collected",
        id);
  }

  private void document(RoutingContext request) {
    String kind = parameter(request, "kind");
    Optional<JsonObject> sent = sources
        .document()
        .apply(kind)
        .map(document -> new JsonObject()
            .put("at", document.millis() / 1_000)
            .put("text", document.text().get()));
    orNotFound(request, sent, "this node has not asked for the query kind over GraphQL", kind);
  }

  private static void orNotFound(
      RoutingContext request, Optional<JsonObject> json, String otherwise, String name) {
    if (json.isPresent()) {
      Supplier<JsonObject> known = json::get;
      PageAnswer.send(request, known);
    } else {
      Answering.error(request, 404, otherwise, List.of(name));
    }
  }

  private static String parameter(RoutingContext request, String name) {
    return Optional.ofNullable(request.request().getParam(name)).orElse("");
  }

  /** What is no number means from the beginning. */
  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> toJson) {
    return new JsonArray(items.stream().map(toJson).toList());
  }
}
