package io.github.cfexporter.report;

import io.github.cfexporter.bus.Listed;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.report.findings.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** A report as one node spells it for the others. */
final class ReportJson {

  static String write(Report report) {
    Report.Pacing pacing = report.pacing();
    JsonArray counts = new JsonArray();
    report
        .counts()
        .forEach((count, times) -> counts.add(new JsonObject()
            .put("subject", count.subject().name())
            .put("labels", new JsonArray(count.labels()))
            .put("times", times)));
    return new JsonObject()
        .put("at", report.at())
        .put("listedAt", report.listing().at())
        .put("listed", report.listing().succeeded())
        .put("tokens", array(report.listing().tokens(), Listed::json))
        .put("listingProblems", new JsonArray(report.listing().problems()))
        .put("counts", counts)
        .put("accounts", array(report.accounts(), ReportJson::account))
        .put("pacedAt", pacing.at())
        .put("waitMillis", pacing.waitMillis())
        .put("accountBased", pacing.accountBased())
        .put("budgets", array(pacing.budgets(), ReportJson::budget))
        .put("errors", array(report.errors(), ReportJson::error))
        .put("conditions", ConditionsJson.of(report.conditions()))
        .encode();
  }

  static Report read(String text) {
    JsonObject json = new JsonObject(text);
    Map<Count, Long> counts = new TreeMap<>();
    for (JsonObject count : objects(json, "counts")) {
      List<String> labels =
          count.getJsonArray("labels").stream().map(String.class::cast).toList();
      Count.Subject subject = Count.Subject.valueOf(count.getString("subject"));
      counts.put(new Count(subject, labels), count.getLong("times"));
    }
    return new Report(
        json.getLong("at"),
        new Report.Listing(
            json.getLong("listedAt"),
            json.getBoolean("listed"),
            objects(json, "tokens").stream().map(Listed::token).toList(),
            texts(json, "listingProblems")),
        counts,
        objects(json, "accounts").stream().map(ReportJson::account).toList(),
        new Report.Pacing(
            json.getLong("pacedAt"),
            json.getLong("waitMillis"),
            objects(json, "budgets").stream().map(ReportJson::budget).toList(),
            json.getBoolean("accountBased", false)),
        objects(json, "errors").stream().map(ReportJson::error).toList(),
        ConditionsJson.read(
            json.getJsonObject("conditions", new JsonObject()))); // older nodes tell none
  }

  private static List<String> texts(JsonArray texts) {
    return texts.stream().map(String.class::cast).toList();
  }

  private static JsonObject account(AccountReport account) {
    AccountState state = account.state();
    return new JsonObject()
        .put("at", account.at())
        .put("id", state.id())
        .put("label", state.label())
        .put("name", state.name())
        .put("zones", state.zones())
        .put("filtered", state.filtered())
        .put("free", state.free())
        .put("problem", state.problem())
        .put("gaps", new JsonArray(state.gaps()))
        .put("processed", account.processed())
        .put("kinds", array(account.kinds(), ReportJson::kind))
        .put("sources", array(account.sources(), ReportJson::source));
  }

  private static AccountReport account(JsonObject json) {
    AccountState state = new AccountState(
        json.getString("id"),
        json.getString("label"),
        json.getString("name"),
        json.getInteger("zones"),
        json.getInteger("filtered"),
        json.getInteger("free"),
        json.getString("problem"),
        texts(json, "gaps"));
    return new AccountReport(
        json.getLong("at"),
        state,
        json.getInteger("processed"),
        objects(json, "kinds").stream().map(ReportJson::kind).toList(),
        objects(json, "sources").stream().map(ReportJson::source).toList());
  }

  private static JsonObject kind(AccountReport.Kind kind) {
    JsonObject json = new JsonObject()
        .put("query", kind.query())
        .put("lastSuccess", kind.lastSuccess())
        .put("rows", kind.rows())
        .put("series", kind.series())
        .put("lastError", kind.lastError())
        .put("off", kind.off())
        .put("capped", array(kind.capped(), ReportJson::capped))
        .put("audit", kind.audit().json())
        .put("window", kind.window());
    kind.watermark().ifPresent(seconds -> json.put("watermark", seconds));
    return json;
  }

  private static AccountReport.Kind kind(JsonObject json) {
    Long watermark = json.getLong("watermark");
    return new AccountReport.Kind(
        json.getString("query"),
        watermark == null ? OptionalLong.empty() : OptionalLong.of(watermark),
        json.getLong("lastSuccess"),
        json.getLong("rows"),
        json.getLong("series"),
        json.getString("lastError"),
        json.getBoolean("off"),
        objects(json, "capped").stream().map(ReportJson::capped).toList(),
        Audit.read(json.getJsonObject("audit")),
        json.getLong("window", 0L)); // older releases tell none
  }

  private static JsonObject capped(AccountReport.Capped capped) {
    return new JsonObject()
        .put("zone", capped.zone())
        .put("family", capped.family())
        .put("cap", capped.cap());
  }

  private static AccountReport.Capped capped(JsonObject json) {
    return new AccountReport.Capped(
        json.getString("zone"), json.getString("family"), json.getInteger("cap"));
  }

  private static JsonObject source(AccountReport.Source source) {
    return new JsonObject()
        .put("query", source.query())
        .put("source", source.source())
        .put("zones", source.zones());
  }

  private static AccountReport.Source source(JsonObject json) {
    return new AccountReport.Source(
        json.getString("query"), json.getString("source"), json.getLong("zones"));
  }

  private static JsonObject budget(Report.Budget budget) {
    return new JsonObject()
        .put("api", budget.api().name())
        .put("limit", budget.limit())
        .put("remaining", budget.remaining())
        .put("waiting", budget.waiting())
        .put("history", new JsonArray(budget.history()));
  }

  private static Report.Budget budget(JsonObject json) {
    return new Report.Budget(
        Api.valueOf(json.getString("api")),
        json.getInteger("limit"),
        json.getInteger("remaining"),
        json.getInteger("waiting"),
        json.getJsonArray("history").stream().map(Integer.class::cast).toList());
  }

  private static JsonObject error(Telemetry.ErrorEvent error) {
    return new JsonObject()
        .put("millis", error.millis())
        .put("account", error.account())
        .put("code", error.code())
        .put("message", error.message());
  }

  private static Telemetry.ErrorEvent error(JsonObject json) {
    return new Telemetry.ErrorEvent(
        json.getLong("millis"),
        json.getString("account"),
        json.getString("code"),
        json.getString("message"));
  }

  private static <T> JsonArray array(Collection<T> items, Function<T, JsonObject> toJson) {
    return new JsonArray(items.stream().map(toJson).toList());
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream() // older releases tell less
        .map(JsonObject.class::cast)
        .toList();
  }

  private static List<String> texts(JsonObject json, String name) {
    return texts(json.getJsonArray(name, new JsonArray()));
  }

  private ReportJson() {}
}
