package io.github.cfexporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.report.AccountReport.Kind;
import io.github.cfexporter.report.Count.Subject;
import io.github.cfexporter.report.Telemetry.ErrorEvent;
import io.github.cfexporter.report.findings.Audit;
import io.github.cfexporter.runtime.ClusterState;
import io.github.cfexporter.runtime.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReportTest {
  private static final long NOW = 1_000_000_000;
  private static final Count COLO_FETCHES = Count.of(Subject.FETCHES, "colo-metrics", "success");

  @Test
  void spelledOut_readsAsTheSame() {
    Report report = report(NOW, Map.of(COLO_FETCHES, 3L), account(NOW, "acc1", kind("colo", 5)));

    assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
  }

  @Test
  void counts_areSums_alsoOfNodesThatHaveLeft() {
    Report left = report(NOW - 86_400_000, Map.of(COLO_FETCHES, 3L));
    Report here = report(NOW, Map.of(COLO_FETCHES, 4L));

    assertThat(Report.together(List.of(left, here)).count(COLO_FETCHES)).isEqualTo(7);
  }

  @Test
  void accountThatMoved_isToldOnce_asItsLatestOwnerKnowsIt() {
    Report former = report(NOW, Map.of(), account(NOW - 3_000, "acc1", kind("colo", 5)));
    Report owner = report(NOW, Map.of(), account(NOW, "acc1", kind("colo", 9)));

    assertThat(Report.together(List.of(owner, former)).accounts())
        .singleElement()
        .satisfies(account -> assertThat(account.kinds()).containsExactly(kind("colo", 9)));
    assertThat(former.collected()).isZero();
    assertThat(owner.collected()).isOne();
  }

  @Test
  void kindThatTheLatestOwnerHasNotBegun_isToldByTheFormer() {
    Kind notBegun = new Kind("colo", OptionalLong.empty(), 0, 0, 0, "", false, List.of());
    Report former = report(NOW - 3_000, Map.of(), account(NOW - 3_000, "acc1", kind("colo", 5)));
    Report owner = report(NOW, Map.of(), account(NOW, "acc1", notBegun));

    assertThat(Report.together(List.of(former, owner)).accounts())
        .flatExtracting(AccountReport::kinds)
        .containsExactly(kind("colo", 5));
  }

  @Test
  void accountThatNobodyCollects_isForgottenSoon() {
    long longAgo = NOW - Report.KEPT_MILLIS;
    Report left = report(longAgo, Map.of(), account(longAgo, "acc1", kind("colo", 5)));
    Report here = report(NOW, Map.of(), account(NOW, "acc2", kind("colo", 9)));

    assertThat(Report.together(List.of(left, here)).accounts())
        .extracting(AccountReport::id)
        .containsExactly("acc2");
  }

  @Test
  void errors_areTheNewestOfAllNodes() {
    List<ErrorEvent> many = new ArrayList<>();
    for (int i = 0; i < Telemetry.RECENT; i++) {
      many.add(new ErrorEvent(NOW - i, "acc1", "UNKNOWN", "number " + i));
    }
    ErrorEvent between = new ErrorEvent(NOW - 1, "acc2", "API_TIMEOUT", "no answer");

    assertThat(Report.together(List.of(withErrors(many), withErrors(List.of(between))))
            .errors())
        .hasSize(Telemetry.RECENT)
        .contains(between)
        .isSortedAccordingTo((one, other) -> Long.compare(other.millis(), one.millis()));
  }

  private static Report report(long at, Map<Count, Long> counts, AccountReport... accounts) {
    return new Report(
        at,
        new Report.Listing(at, true),
        counts,
        List.of(accounts),
        new Report.Pacing(
            at, 12, List.of(new Report.Budget(Api.GRAPHQL, 300, 290, 1, List.of(5, 10))), true),
        List.of(new ErrorEvent(at, "acc1", "UNKNOWN", "no \"idea\"")),
        new Conditions(
            List.of("something \"odd\" at " + at),
            Map.of("acc1", Set.of("cfZones=odd", "cfZones=a" + at), "", Set.of()),
            OptionalLong.of(at == NOW ? -2_000 : 1_000),
            Optional.of(at == NOW),
            Optional.of(new ClusterState(3, at == NOW)),
            new Conditions.Kinds(
                "0123456789ab",
                List.of(new Family(
                    "shop_total", MetricType.COUNTER, "Sales \"here\".", List.of("zone"))))));
  }

  private static Report withErrors(List<ErrorEvent> errors) {
    return new Report(
        NOW,
        new Report.Listing(NOW, true),
        Map.of(),
        List.of(),
        new Report.Pacing(NOW, 0, List.of(), false),
        errors,
        Conditions.NONE);
  }

  private static AccountReport account(long at, String id, Kind... kinds) {
    return new AccountReport(
        at,
        new AccountState(id, "acme", "Acme", 3, 2, 1, ""),
        2,
        List.of(kinds),
        List.of(new AccountReport.Source("colo", "requests", 2)));
  }

  private static Kind kind(String query, long series) {
    return new Kind(
        query,
        OptionalLong.of(NOW / 1000 - 60),
        NOW,
        100,
        series,
        "",
        false,
        List.of(),
        new Audit(99, 100, 3_600),
        120);
  }
}
