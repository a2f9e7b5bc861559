package io.github.cfexporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.Standstill;
import io.github.cfexporter.report.history.Cause;
import io.github.cfexporter.report.history.StatusCauses;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.Conditions;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 24: which zone and which metric has too many series is told to people and to machines. */
@Tag("unit")
class CappedStatusTest {
  private static final long NOW = 1_780_000_000_000L;
  private static final AccountReport.Capped CAPPED =
      new AccountReport.Capped("shop.example", "cloudflare_zone_colocation_requests_total", 300);

  @Test
  void page_namesZoneAndMetric() {
    assertThat(StatusCauses.of(status(List.of(CAPPED))))
        .extracting(Cause::sentence)
        .containsExactly(
            "Metrics with more series than the cap of 300, of which the rest is counted"
                + " as \"other\": cloudflare_zone_colocation_requests_total of shop.example.");
    assertThat(StatusCauses.of(status(List.of()))).isEmpty();
  }

  @Test
  void cappedMetrics_travelBetweenNodes() {
    Report told = ReportJson.read(ReportJson.write(report(List.of(CAPPED))));

    assertThat(told.accounts().iterator().next().kinds().iterator().next().capped())
        .containsExactly(CAPPED);
  }

  private static Status status(List<AccountReport.Capped> capped) {
    Report report = report(capped);
    Settings settings = Settings.read(new Sources(Map.of(), Map.of(), Map.of(), file -> ""));
    return new StatusView(
            () -> report,
            List::of,
            () -> settings,
            new Standstill(new AtomicLong(NOW)),
            new BuildInfo("1.2.3", "0123abc", "17"),
            kind -> false)
        .status();
  }

  private static Report report(List<AccountReport.Capped> capped) {
    AccountReport.Kind kind = new AccountReport.Kind(
        "colo-metrics", OptionalLong.of(NOW / 1000 - 330), NOW, 5, 5, "", false, capped);
    AccountReport account = new AccountReport(
        NOW,
        new AccountState("acc1", "acme", "Acme", 1, 1, 0, ""),
        1,
        List.of(kind),
        List.of(new AccountReport.Source("colo-metrics", "groups", 1)));
    return new Report(
        NOW,
        new Report.Listing(NOW, true),
        Map.of(),
        List.of(account),
        new Report.Pacing(NOW, 0, List.of(), false),
        List.of(),
        Conditions.NONE);
  }
}
