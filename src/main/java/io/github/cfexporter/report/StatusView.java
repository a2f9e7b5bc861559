package io.github.cfexporter.report;

import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.SCRAPE_DELAY;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.report.findings.Audit;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.RateLimitMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells the landing page what the nodes report. */
public final class StatusView {
  /** Data may be this many refreshes older than it should be before it counts as late. */
  private static final int TOLERATED_REFRESHES = 3;

  private final Supplier<Report> reports;
  private final Supplier<List<Status.Node>> nodes;
  private final Supplier<Settings> settings;
  private final Time time;
  private final BuildInfo build;
  private final Predicate<String> isRest;
  private final long startedAt;

  /** @param isRest whether a query kind, by its name, is asked over REST */
  public StatusView(
      Supplier<Report> reports,
      Supplier<List<Status.Node>> nodes,
      Supplier<Settings> settings,
      Time time,
      BuildInfo build,
      Predicate<String> isRest) {
    this.reports = reports;
    this.nodes = nodes;
    this.settings = settings;
    this.time = time;
    this.build = build;
    this.isRest = isRest;
    this.startedAt = time.millis();
  }

  public Status status() {
    Report report = reports.get();
    return new Status(
        Instant.ofEpochMilli(time.millis()),
        build.version(),
        Duration.ofMillis(time.millis() - startedAt),
        report.accounts().stream().map(this::account).toList(),
        report.pacing().budgets().stream()
            .map(budget -> budget(budget, report.pacing().accountBased()))
            .toList(),
        report.errors().stream().map(error -> problem(error, report)).toList(),
        nodes.get(),
        report.listing().tokens().stream().map(StatusView::token).toList(),
        problems(report),
        notices(report),
        StatusFindings.of(report, time.seconds()));
  }

  private static Status.Token token(TokenState token) {
    return new Status.Token(
        token.credential(), token.status().name().toLowerCase(Locale.ROOT), token.expires());
  }

  private static List<String> notices(Report report) {
    List<String> notices = new ArrayList<>(report.notices());
    Audit audit = AccountReport.audit(report.accounts());
    if (audit.isLate()) {
      notices.add(audit.sentence());
    }
    return notices;
  }

  /** First what concerns whole credentials, then accounts, then single permissions. */
  private static List<String> problems(Report report) {
    List<String> problems = new ArrayList<>(report.listing().problems());
    for (AccountReport account : report.accounts()) {
      if (!account.state().problem().isEmpty()) {
        problems.add(
            "Account " + account.state().name() + ": " + account.state().problem());
      }
    }
    report.accounts().forEach(account -> problems.addAll(account.state().gaps()));
    return problems.stream().distinct().toList();
  }

  private Status.Account account(AccountReport account) {
    return new Status.Account(
        account.id(),
        account.state().name(),
        account.state().zones(),
        account.state().filtered(),
        account.state().free(),
        account.kinds().stream().map(kind -> kind(kind, sources(account, kind))).toList());
  }

  private Status.Kind kind(AccountReport.Kind kind, List<AccountReport.Source> sources) {
    // whether no zone's plan has any source of the kind, nor the account's own
    boolean unused = !sources.isEmpty() && sources.stream().allMatch(source -> source.zones() == 0);
    OptionalLong watermark = kind.watermark();
    OptionalLong lag = watermark.isPresent()
        ? OptionalLong.of(Math.max(0, time.seconds() - watermark.getAsLong()))
        : OptionalLong.empty();
    Status.State state = unused ? Status.State.OFF : state(kind, lag);
    return new Status.Kind(
        kind.query(),
        state,
        lag,
        Optional.of(kind.lastSuccess()).filter(millis -> millis > 0).map(Instant::ofEpochMilli),
        kind.rows(),
        kind.series(),
        Optional.of(kind.lastError()).filter(error -> !error.isEmpty()),
        kind.capped().stream()
            .map(capped -> new Status.Capped(capped.zone(), capped.family(), capped.cap()))
            .toList(),
        sources.stream()
            .map(source -> new Status.SourceUse(source.source(), source.zones()))
            .toList(),
        state == Status.State.OFF ? Optional.of(why(kind, unused)) : Optional.empty(),
        isRest.test(kind.query()));
  }

  private static String why(AccountReport.Kind kind, boolean unused) {
    if (kind.off()) {
      return "all of its metrics are in metricsDenylist";
    }
    return unused
        ? "none of its sources is open to the account or one of its zones: the plan lacks the product,"
            + " or no zone is collected"
        : "there is nothing to ask: no zone is collected";
  }

  private static List<AccountReport.Source> sources(
      AccountReport account, AccountReport.Kind kind) {
    return account.sources().stream()
        .filter(source -> source.query().equals(kind.query()))
        .toList();
  }

  private Status.State state(AccountReport.Kind kind, OptionalLong lag) {
    if (kind.off()) {
      return Status.State.OFF;
    } else if (!kind.lastError().isEmpty()) {
      return Status.State.FAILING;
    } else if (kind.lastSuccess() == 0) {
      return Status.State.WAITING;
    } else if (lag.isEmpty()) {
      return Status.State.OFF;
    }
    // REST resources have a time to live of their own and are as fresh as that says
    boolean rest = isRest.test(kind.query());
    return lag.getAsLong() > tolerableLag() && !rest ? Status.State.LATE : Status.State.OK;
  }

  /** Seconds from which on analytics count as late. */
  public long tolerableLag() {
    Settings now = settings.get();
    long refresh = now.get(METRIC_REFRESH_INTERVAL).toSeconds();
    long window = Math.max(60, now.get(TIME_WINDOW).toSeconds());
    return now.get(SCRAPE_DELAY).toSeconds() + 2 * window + TOLERATED_REFRESHES * refresh;
  }

  private static Status.Budget budget(Report.Budget budget, boolean accountBased) {
    return new Status.Budget(
        budget.api().word(),
        budget.api() == Api.GRAPHQL && accountBased ? RateLimitMode.ACCOUNT : RateLimitMode.TOKEN,
        budget.limit(),
        budget.used(),
        budget.waiting(),
        budget.history(),
        BudgetHistory.STEP);
  }

  private static Status.Problem problem(Telemetry.ErrorEvent event, Report report) {
    String account = report.accounts().stream()
        .filter(one -> one.id().equals(event.account()))
        .map(one -> one.state().name())
        .findFirst()
        .orElse(event.account());
    return new Status.Problem(
        Instant.ofEpochMilli(event.millis()), account, "", event.code(), event.message());
  }
}
