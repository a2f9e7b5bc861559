package io.github.cfexporter.http;

import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.Account;
import io.github.cfexporter.report.Status.Kind;
import io.github.cfexporter.report.findings.CheckReport;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.report.history.StatusCauses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The status as {@code /status.json} spells it; the page's script reads these names. */
public final class StatusJson {

  static JsonObject of(Status status, Readiness readiness, String metricsPath) {
    List<String> reasons = new ArrayList<>(readiness.reasons());
    StatusCauses.of(status).forEach(cause -> reasons.add(cause.sentence()));
    return new JsonObject()
        .put("healthy", readiness.ready() && reasons.isEmpty())
        .put("reasons", new JsonArray(reasons))
        .put("at", status.at().toString())
        .put("version", status.version())
        .put("uptime_seconds", status.uptime().toSeconds())
        .put("metrics_path", metricsPath)
        .put("accounts", array(status.accounts(), StatusJson::account))
        .put("budgets", array(status.budgets(), StatusJson::budget))
        .put("recent_errors", array(status.recentErrors(), StatusJson::problem))
        .put("nodes", array(status.nodes(), StatusJson::node))
        .put("tokens", array(status.tokens(), StatusJson::token))
        .put("check", array(status.check(), StatusJson::section));
  }

  /** What {@code --check} would print, for the exporter that runs. */
  public static JsonObject check(Status status) {
    return new JsonObject().put("check", array(status.check(), StatusJson::section));
  }

  /** The newest first. */
  public static JsonObject recentErrors(Status status) {
    return new JsonObject().put("recent_errors", array(status.recentErrors(), StatusJson::problem));
  }

  private static JsonObject section(CheckReport.Section section) {
    return new JsonObject()
        .put("title", section.title())
        .put("findings", array(section.findings(), StatusJson::finding));
  }

  private static JsonObject finding(Finding finding) {
    return new JsonObject()
        .put("level", finding.level().word())
        .put("subject", finding.subject())
        .put("sentence", finding.sentence())
        .put("costs", new JsonArray(finding.costs()));
  }

  private static JsonObject account(Account account) {
    return new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("zones_found", account.zonesFound())
        .put("zones_filtered", account.zonesFiltered())
        .put("zones_skipped_free_tier", account.zonesSkippedFree())
        .put("kinds", array(account.kinds(), StatusJson::kind));
  }

  private static JsonObject kind(Kind kind) {
    JsonObject json = new JsonObject()
        .put("name", kind.name())
        .put("state", kind.state().name().toLowerCase(Locale.ROOT))
        .put("rows", kind.rows())
        .put("series", kind.series())
        .put("last_success", kind.lastSuccess().map(Instant::toString).orElse(null))
        .put("last_error", kind.lastError().orElse(null))
        .put("capped", array(kind.capped(), StatusJson::capped));
    kind.lagSeconds().ifPresent(seconds -> json.put("lag_seconds", seconds));
    return json;
  }

  private static JsonObject capped(Status.Capped capped) {
    return new JsonObject()
        .put("zone", capped.zone())
        .put("metric", capped.family())
        .put("cap", capped.cap());
  }

  private static JsonObject budget(Status.Budget budget) {
    return new JsonObject()
        .put("api", budget.api())
        .put("rate_limit_mode", budget.mode().name().toLowerCase(Locale.ROOT))
        .put("limit", budget.limit())
        .put("used", budget.used())
        .put("waiting", budget.waiting())
        .put("history", new JsonArray(budget.history()))
        .put("history_step_seconds", budget.step().toSeconds());
  }

  private static JsonObject problem(Status.Problem problem) {
    return new JsonObject()
        .put("at", problem.at().toString())
        .put("account", problem.account())
        .put("kind", problem.kind())
        .put("code", problem.code())
        .put("message", problem.message());
  }

  private static JsonObject node(Status.Node node) {
    return new JsonObject()
        .put("name", node.name())
        .put("address", node.address())
        .put("self", node.self())
        .put("accounts", node.accounts())
        .put("query_kinds", node.kinds());
  }

  private static JsonObject token(Status.Token token) {
    return new JsonObject()
        .put("id", token.id())
        .put("status", token.status())
        .put("expires", token.expires().map(Instant::toString).orElse(null));
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> toJson) {
    return new JsonArray(items.stream().map(toJson).toList());
  }

  private StatusJson() {}
}
