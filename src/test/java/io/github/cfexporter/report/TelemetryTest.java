package io.github.cfexporter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cfexporter.http.Standstill;
import io.github.cfexporter.report.AccountReport.Kind;
import io.github.cfexporter.report.Count.Subject;
import io.github.cfexporter.runtime.Time;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process that is started again tells of the work of the one before. */
@Tag("unit")
class TelemetryTest {
  private static final String ACCOUNT = "acc1";
  private static final AccountState ACME = new AccountState(ACCOUNT, "acme", "Acme", 3, 2, 1, "");
  private static final Count LOST = Count.of(Subject.LOST_SECONDS, ACCOUNT, "colo-metrics");

  private final AtomicLong now = new AtomicLong(1_000_000_000);
  private final Time time = new Standstill(now);
  private final Telemetry telemetry = new Telemetry(time);

  @BeforeEach
  void startAgain() {
    Telemetry before = new Telemetry(time);
    before.account(ACME);
    before.progress(ACCOUNT, "colo-metrics").succeeded("http/z", time.millis(), 7);
    before.progress(ACCOUNT, "colo-metrics").lost(60);
    Report told = before.report();
    now.addAndGet(5_000);
    telemetry.restore(told);
  }

  @Test
  void kindThatIsNotBegunYet_isToldAsItWas() {
    telemetry.account(ACME);
    telemetry.progress(ACCOUNT, "colo-metrics");
    telemetry.progress(ACCOUNT, "http-metrics").succeeded("http/z", time.millis(), 9);

    assertThat(together().accounts())
        .singleElement()
        .satisfies(account -> assertThat(account.kinds())
            .extracting(Kind::query, Kind::rows)
            .containsExactly(tuple("colo-metrics", 7L), tuple("http-metrics", 9L)));
  }

  @Test
  void countsGoOn() {
    telemetry.progress(ACCOUNT, "colo-metrics").lost(1);

    assertThat(together().count(LOST)).isEqualTo(61);
  }

  @Test
  void accountOfTheProcessBefore_isNotAmongThoseCollected() {
    assertThat(telemetry.report().collected()).isZero();
    assertThat(together().accounts()).extracting(AccountReport::id).containsExactly(ACCOUNT);
  }

  @Test
  void accountThatNobodyTakesUp_isForgottenSoon() {
    now.addAndGet(Report.KEPT_MILLIS);

    assertThat(together().accounts()).isEmpty();
  }

  @Test
  void accountThatVanishes_isForgottenAtOnce() {
    telemetry.accountGone(ACCOUNT);

    assertThat(together().accounts()).isEmpty();
  }

  private Report together() {
    return Report.together(List.of(telemetry.report()));
  }
}
