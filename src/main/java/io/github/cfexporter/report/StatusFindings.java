package io.github.cfexporter.report;

import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.report.findings.Audit;
import io.github.cfexporter.report.findings.CheckReport.Section;
import io.github.cfexporter.report.findings.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code --check} would tell, from what a running exporter has seen itself. */
final class StatusFindings {

  static List<Section> of(Report report, long nowSeconds) {
    return List.of(
        new Section("Credentials", credentials(report.listing(), nowSeconds)),
        new Section("Accounts and permissions", accounts(report.accounts())),
        new Section("Sources", sources(report.accounts())),
        new Section("Calls and age of the data", pace(report, nowSeconds)));
  }

  private static List<Finding> credentials(Report.Listing listing, long nowSeconds) {
    List<Finding> findings = new ArrayList<>();
    for (TokenState token : listing.tokens()) {
      String subject = "token " + token.credential();
      token
          .problem()
          .ifPresentOrElse(
              problem -> findings.add(Finding.broken("", problem)),
              () -> findings.add(valid(subject, token, nowSeconds)));
    }
    listing.problems().stream()
        .filter(problem -> findings.stream().noneMatch(f -> f.sentence().equals(problem)))
        .forEach(problem -> findings.add(Finding.missing("", problem, List.of())));
    return orNote(findings, "not looked at yet");
  }

  private static Finding valid(String subject, TokenState token, long nowSeconds) {
    return token
        .expires()
        .map(expires -> expires(subject, expires, nowSeconds))
        .orElseGet(() -> Finding.ok(
            subject,
            token.status() == TokenState.Status.UNKNOWN
                ? "in use; its state could not be asked for"
                : "active, does not expire"));
  }

  private static Finding expires(String subject, Instant expires, long nowSeconds) {
    long left = expires.getEpochSecond() - nowSeconds;
    String sentence =
        "active, expires on " + expires + ", in " + Duration.ofSeconds(left).toDays() + " days";
    return left > TokenState.SOON.toSeconds()
        ? Finding.ok(subject, sentence)
        : Finding.missing(subject, sentence + ": make another one", List.of());
  }

  private static List<Finding> accounts(Collection<AccountReport> accounts) {
    List<Finding> findings = new ArrayList<>();
    for (AccountReport account : accounts) {
      AccountState state = account.state();
      String subject = "account " + state.name();
      if (state.problem().isEmpty()) {
        findings.add(Finding.ok(
            subject,
            state.filtered() + " of " + state.zones() + " zones selected, " + state.free()
                + " of them without analytics"));
      } else {
        findings.add(Finding.broken(subject, state.problem()));
      }
      state.gaps().forEach(gap -> findings.add(Finding.missing("", gap, List.of())));
    }
    return orNote(findings, "no account is known");
  }

  private static List<Finding> sources(Collection<AccountReport> accounts) {
    List<Finding> findings = new ArrayList<>();
    for (AccountReport account : accounts) {
      List<String> closed = account.sources().stream()
          .filter(source -> source.zones() == 0)
          .map(source -> source.query() + "/" + source.source())
          .toList();
      int all = account.sources().size();
      findings.add(Finding.ok(
          "account " + account.state().name(),
          (all - closed.size()) + " of " + all + " sources in use"
              + (closed.isEmpty() ? "" : "; not open to it: " + String.join(", ", closed))));
    }
    return orNote(findings, "no account is known");
  }

  private static List<Finding> pace(Report report, long nowSeconds) {
    List<Finding> findings = new ArrayList<>();
    for (Report.Budget budget : report.pacing().budgets()) {
      if (budget.api() == Api.GRAPHQL) {
        findings.add(Finding.ok(
            "",
            budget.used() + " GraphQL calls in five minutes of " + budget.limit()
                + (budget.waiting() > 0 ? ", " + budget.waiting() + " more wait" : "")));
      }
    }
    OptionalLong oldest = report.accounts().stream()
        .flatMap(account -> account.kinds().stream())
        .flatMapToLong(kind -> kind.watermark().stream())
        .min();
    oldest.ifPresent(watermark ->
        findings.add(Finding.ok("", "the oldest data is " + (nowSeconds - watermark) + " s old")));
    audit(report).ifPresent(findings::add);
    return orNote(findings, "no call yet");
  }

  private static Optional<Finding> audit(Report report) {
    Audit audit = AccountReport.audit(report.accounts());
    if (audit.seconds() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        audit.isLate()
            ? Finding.missing("", audit.sentence(), List.of())
            : Finding.ok("", audit.sentence()));
  }

  private static List<Finding> orNote(List<Finding> findings, String otherwise) {
    return findings.isEmpty() ? List.of(Finding.note("", otherwise)) : findings;
  }

  private StatusFindings() {}
}
