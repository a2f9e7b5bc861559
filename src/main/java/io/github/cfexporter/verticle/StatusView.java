package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.SCRAPE_DELAY;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.verticle.http.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Tells the landing page what the telemetry knows. */
final class StatusView {
  /** Data may be this many refreshes older than it should be before it counts as late. */
  private static final int TOLERATED_REFRESHES = 3;

  private final Telemetry telemetry;
  private final Supplier<Settings> settings;
  private final Time time;
  private final BuildInfo build;
  private final long startedAt;

  StatusView(Telemetry telemetry, Supplier<Settings> settings, Time time, BuildInfo build) {
    this.telemetry = telemetry;
    this.settings = settings;
    this.time = time;
    this.build = build;
    this.startedAt = time.millis();
  }

  Status status() {
    return new Status(
        Instant.ofEpochMilli(time.millis()),
        build.version(),
        Duration.ofMillis(time.millis() - startedAt),
        telemetry.accounts().values().stream().map(this::account).toList(),
        telemetry.budgets().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(entry -> budget(entry.getKey(), entry.getValue()))
            .toList(),
        telemetry.recentErrors().stream().map(this::problem).toList(),
        List.of(new Status.Node("this node", "", true, telemetry.accounts().size())));
  }

  private Status.Account account(Telemetry.AccountState account) {
    return new Status.Account(
        account.id(),
        account.name(),
        account.zones(),
        account.filtered(),
        account.free(),
        telemetry.progress().stream()
            .filter(progress -> progress.key().account().equals(account.id()))
            .map(this::kind)
            .toList());
  }

  private Status.Kind kind(Progress progress) {
    OptionalLong watermark = progress.oldestWatermark();
    OptionalLong lag = watermark.isPresent()
        ? OptionalLong.of(time.seconds() - watermark.getAsLong())
        : OptionalLong.empty();
    return new Status.Kind(
        progress.key().query(),
        state(progress, lag),
        lag,
        Optional.of(progress.lastSuccessMillis())
            .filter(millis -> millis > 0)
            .map(Instant::ofEpochMilli),
        progress.rows(),
        progress.series(),
        Optional.of(progress.lastError()).filter(error -> !error.isEmpty()));
  }

  private Status.State state(Progress progress, OptionalLong lag) {
    if (progress.isOff()) {
      return Status.State.OFF;
    } else if (!progress.lastError().isEmpty()) {
      return Status.State.FAILING;
    } else if (progress.lastSuccessMillis() == 0) {
      return Status.State.WAITING;
    } else if (lag.isEmpty()) {
      return Status.State.OFF;
    }
    return lag.getAsLong() > tolerableLag() && !isRest(progress)
        ? Status.State.LATE
        : Status.State.OK;
  }

  /** REST resources have a time to live of their own and are as fresh as that says. */
  private static boolean isRest(Progress progress) {
    return progress.key().query().equals("ssl-certificates")
        || progress.key().query().equals("lb-weight-metrics");
  }

  private long tolerableLag() {
    Settings now = settings.get();
    long refresh = now.get(METRIC_REFRESH_INTERVAL).toSeconds();
    long window = Math.max(60, now.get(TIME_WINDOW).toSeconds());
    return now.get(SCRAPE_DELAY).toSeconds() + 2 * window + TOLERATED_REFRESHES * refresh;
  }

  private Status.Budget budget(Api api, Telemetry.BudgetState state) {
    return new Status.Budget(
        api.word(),
        state.limit(),
        state.used(),
        state.waiting(),
        telemetry.history().of(api),
        BudgetHistory.STEP);
  }

  private Status.Problem problem(Telemetry.ErrorEvent event) {
    Telemetry.AccountState account = telemetry.accounts().get(event.account());
    return new Status.Problem(
        Instant.ofEpochMilli(event.millis()),
        account == null ? event.account() : account.name(),
        "",
        event.code(),
        event.message());
  }
}
