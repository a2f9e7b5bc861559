package io.github.cfexporter.http.page;

import io.github.cfexporter.credentials.TokenForm;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.Account;
import io.github.cfexporter.report.Status.Kind;
import io.github.cfexporter.report.Status.State;
import io.github.cfexporter.report.history.Cause;
import io.github.cfexporter.report.history.Samples;
import io.github.cfexporter.report.history.StandingCause;
import io.github.cfexporter.report.history.StatusCauses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The overview as the page's script reads it. It holds instants instead of ages, and its own to ten
 * seconds, so that it stays the same while nothing happens.
 */
final class OverviewJson {
  private static final int STEP_SECONDS = 10;

  static JsonObject of(Overview overview) {
    Status status = overview.status();
    Overview.Access access = overview.access();
    JsonObject json = new JsonObject();
    if (status.tokens().stream().anyMatch(token -> !StatusCauses.isUsable(token))) {
      json.put("token_form", TokenForm.link());
    }
    return json.put("at", status.at().getEpochSecond() / STEP_SECONDS * STEP_SECONDS)
        .put("version", status.version())
        .put("demo", access.demo())
        .put("started_at", overview.startedAt().truncatedTo(ChronoUnit.SECONDS).getEpochSecond())
        .put("metrics_path", access.metricsPath())
        .put("login", access.login())
        .put("clustered", access.clustered())
        .put("verdict", verdict(overview.causes()))
        .put("late_after_seconds", overview.lateAfterSeconds())
        .put(
            "history",
            new JsonObject()
                .put("step_seconds", Samples.STEP_SECONDS)
                .put("lag", new JsonArray(overview.lag()))
                .put("failures", new JsonArray(overview.failures())))
        .put("budgets", array(status.budgets(), OverviewJson::budget))
        .put("nodes", array(status.nodes(), OverviewJson::node))
        .put("accounts", array(status.accounts(), account -> account(account, status.at())));
  }

  private static JsonObject verdict(List<StandingCause> causes) {
    String level = causes.stream()
        .map(standing -> standing.cause().level())
        .max(Cause.Level::compareTo)
        .map(Cause.Level::word)
        .orElse("ok");
    return new JsonObject()
        .put("level", level)
        .put(
            "causes",
            array(
                causes,
                standing -> new JsonObject()
                    .put("level", standing.cause().level().word())
                    .put("sentence", standing.cause().sentence())
                    .put("since", standing.since().getEpochSecond())));
  }

  private static JsonObject budget(Status.Budget budget) {
    return new JsonObject()
        .put("api", budget.api())
        .put("mode", budget.mode().name().toLowerCase(Locale.ROOT))
        .put("limit", budget.limit())
        .put("used", budget.used())
        .put("waiting", budget.waiting())
        .put("history", new JsonArray(budget.history()))
        .put("step_seconds", budget.step().toSeconds());
  }

  private static JsonObject node(Status.Node node) {
    return new JsonObject()
        .put("name", node.name())
        .put("address", node.address())
        .put("self", node.self())
        .put("accounts", node.accounts());
  }

  private static JsonObject account(Account account, Instant at) {
    Map<State, Integer> states = new EnumMap<>(State.class);
    account.kinds().forEach(kind -> states.merge(kind.state(), 1, Integer::sum));
    JsonObject counted = new JsonObject();
    states.forEach((state, kinds) -> counted.put(state.name().toLowerCase(Locale.ROOT), kinds));
    JsonObject json = new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("zones", account.zonesFiltered())
        .put("found", account.zonesFound())
        .put("without", account.zonesSkippedFree())
        .put("series", account.kinds().stream().mapToLong(Kind::series).sum())
        .put("states", counted);
    analytics(account)
        .flatMapToLong(kind -> kind.lagSeconds().stream())
        .max()
        .ifPresent(lag -> json.put("watermark", at.getEpochSecond() - lag));
    oldestRest(account).ifPresent(second -> json.put("rest", second));
    account.kinds().stream()
        .flatMap(kind -> kind.lastError().stream())
        .findFirst()
        .ifPresent(error -> json.put("error", error.substring(0, Math.min(200, error.length()))));
    return json;
  }

  private static Stream<Kind> analytics(Account account) {
    return account.kinds().stream().filter(kind -> !kind.isRest() && kind.state() != State.OFF);
  }

  private static OptionalLong oldestRest(Account account) {
    return account.kinds().stream()
        .filter(kind -> kind.isRest() && kind.state() != State.OFF)
        .flatMap(kind -> kind.lastSuccess().stream())
        .mapToLong(Instant::getEpochSecond)
        .min();
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> toJson) {
    return new JsonArray(items.stream().map(toJson).toList());
  }

  private OverviewJson() {}
}
