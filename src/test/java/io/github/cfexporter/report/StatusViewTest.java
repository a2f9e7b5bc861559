package io.github.cfexporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.Standstill;
import io.github.cfexporter.report.Status.State;
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

@Tag("unit")
class StatusViewTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final String KIND = "logpush-account";
  private static final AccountReport.Kind NEVER_FETCHED =
      new AccountReport.Kind(KIND, OptionalLong.empty(), 0, 0, 0, "", false, List.of());

  @Test
  void kindThatHasNotBegun_waits() {
    assertThat(state(NEVER_FETCHED, List.of())).isEqualTo(State.WAITING);
    assertThat(state(NEVER_FETCHED, sources(1))).isEqualTo(State.WAITING);
  }

  @Test
  void kindOfWhichNoPlanHasAnything_isDisabled() {
    assertThat(state(NEVER_FETCHED, sources(0))).isEqualTo(State.OFF);
  }

  @Test
  void kindThatIsBehind_isLate() {
    assertThat(state(fetchedUpTo(NOW / 1000 - 400), sources(1))).isEqualTo(State.OK);
    assertThat(state(fetchedUpTo(NOW / 1000 - 4_000), sources(1))).isEqualTo(State.LATE);
  }

  private static State state(AccountReport.Kind kind, List<AccountReport.Source> sources) {
    AccountReport account = new AccountReport(
        NOW, new AccountState("acc1", "acme", "Acme", 3, 2, 1, ""), 0, List.of(kind), sources);
    Report report = new Report(
        NOW,
        new Report.Listing(NOW, true),
        Map.of(),
        List.of(account),
        new Report.Pacing(NOW, 0, List.of(), false),
        List.of(),
        Conditions.NONE);
    Settings settings = Settings.read(new Sources(Map.of(), Map.of(), Map.of(), file -> ""));
    StatusView view = new StatusView(
        () -> report,
        List::of,
        () -> settings,
        new Standstill(new AtomicLong(NOW)),
        new BuildInfo("1.2.3", "0123abc", "17"),
        List.of("ssl-certificates", "lb-weight-metrics")::contains);
    Status status = view.status();
    return status.accounts().get(0).kinds().get(0).state();
  }

  private static AccountReport.Kind fetchedUpTo(long watermark) {
    return new AccountReport.Kind(
        KIND, OptionalLong.of(watermark), NOW, 5, 5, "", false, List.of());
  }

  private static List<AccountReport.Source> sources(long zones) {
    return List.of(new AccountReport.Source(KIND, "logpushHealthAdaptiveGroups", zones));
  }
}
