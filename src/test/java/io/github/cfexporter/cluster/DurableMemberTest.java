package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.FamilyTotals;
import io.github.cfexporter.counting.LabelForm;
import io.github.cfexporter.counting.SeriesTable;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.limiter.Departure;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Payer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that is alone, started again on what an earlier one has left. */
class DurableMemberTest {
  private static final CounterKey KEY = new CounterKey("acct", "colo-metrics", "groups", "zone");

  @TempDir
  private Path directory;

  private Vertx vertx;
  private Member member;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    member = join();
  }

  @AfterEach
  void stop() {
    member.leave().await();
    vertx.close().await();
  }

  @Test
  void counters_goOnAfterARestart() {
    apply(0, 60, 5);
    apply(60, 120, 2);

    restart();

    assertThat(total()).isEqualTo(7);
    assertThat(apply(60, 120, 2).outcome()).isEqualTo(Applied.Outcome.ALREADY_ADDED);
    assertThat(apply(120, 180, 1).outcome()).isEqualTo(Applied.Outcome.ADDED);
    assertThat(total()).isEqualTo(8);
  }

  @Test
  void removedCounters_stayAway() {
    apply(0, 60, 5);
    restart();
    member.counters().remove(KEY).await();

    restart();

    assertThat(member.counters().load(KEY).await()).isEmpty();
  }

  @Test
  void usedPermits_areRecalled() {
    History used =
        new History(List.of(new Departure(1_000, Payer.graphql("t2", "acct", true))), List.of());
    long term = member.permits().takeOver().await().number();
    assertThat(member.permits().record(term, used, 1_000).await()).isTrue();

    restart();

    assertThat(member.permits().takeOver().await().history()).isEqualTo(used);
  }

  @Test
  void limiterOfAnEarlierTerm_mayNotUseItsPermits() {
    History wanted = new History(List.of(new Departure(1_000, Payer.rest("", ""))), List.of());
    long former = member.permits().takeOver().await().number();
    long current = member.permits().takeOver().await().number();

    assertThat(member.permits().record(former, wanted, 1_000).await()).isFalse();
    assertThat(member.permits().record(current, wanted, 1_000).await()).isTrue();
    assertThat(member.permits().takeOver().await().history()).isEqualTo(wanted);
  }

  @Test
  void damagedRow_beginsAnew_whereItStopped() throws Exception {
    apply(0, 60, 5);
    member.leave().await();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("counters"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE cfexporter_counters SET totals = X'00'");
    }
    member = join();

    Totals totals = member.counters().load(KEY).await().orElseThrow();
    assertThat(totals.watermark()).isEqualTo(60);
    assertThat(totals.families()).isEmpty();
  }

  private void restart() {
    member.leave().await();
    member = join();
  }

  private Member join() {
    Store store = Store.inDirectory(directory, () -> Instant.EPOCH);
    return Member.alone(vertx, "durable-member-test", Optional.of(store)).await();
  }

  private Applied apply(long from, long to, long amount) {
    SeriesTable series = new SeriesTable();
    series.add("AMS", amount, 0);
    List<LabelForm> labels = List.of(new LabelForm("colo", false));
    Delta delta = new Delta(List.of(new FamilyTotals("requests", labels, series)), List.of());
    return member.counters().apply(KEY, from, new Window(from, to), delta, 0).await();
  }

  private long total() {
    Totals totals = member.counters().load(KEY).await().orElseThrow();
    return totals.families().iterator().next().series().total("AMS");
  }
}
