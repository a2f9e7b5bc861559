package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.store.StallingDriver;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Payer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** cases.md 27: a database that neither answers nor closes its connections. */
@Timeout(120)
@Tag("unit")
class StalledDatabaseTest {
  private static final SourceZone KEY = new SourceZone("acct", "colo-metrics", "groups", "zone");

  private final String url = "jdbc:stalling:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private Vertx vertx;
  private Member member;

  @BeforeEach
  void start() {
    StallingDriver.install();
    vertx = Vertx.vertx();
    member = join();
  }

  @AfterEach
  void stop() {
    StallingDriver.stall(false);
    member.leave().await();
    vertx.close().await();
  }

  @Test
  void counting_andPermits_goOnInMemory_andAreStoredAfterwards() throws Exception {
    apply(0, 60, 5);
    long term = member.permits().takeOver().await().number();
    StallingDriver.stall(true);
    for (int i = 1; i <= 40; i++) {
      History used = new History(
          List.of(new GrantedPermit(i * 1_000L, Payer.graphql("", "acct", false))), List.of());
      assertThat(member.permits().record(term, used, i * 1_000L).await(20, TimeUnit.SECONDS))
          .as("a permit may be used")
          .isTrue();
      assertThat(apply(i * 60L, i * 60L + 60, 1).outcome()).isEqualTo(Applied.Outcome.ADDED);
    }
    assertThat(total()).isEqualTo(45);
    assertThat(StallingDriver.waiting()).as("nobody waits but those who try").isLessThan(4);
    assertThat(member.notices()).singleElement().asString().contains("counting goes on in memory");

    StallingDriver.stall(false);
    apply(41 * 60, 42 * 60, 1);
    member.leave().await(); // which stores what is left
    member = join();

    assertThat(total()).isEqualTo(46);
    assertThat(member.notices()).isEmpty();
  }

  @Test
  void override_isRefusedInBoundedTime_andTakenAfterwards() throws Exception {
    member.overrides().put("queryLimit", "5").await();
    StallingDriver.stall(true);

    for (int i = 0; i < 5; i++) {
      Future<Void> put = member.overrides().put("queryLimit", "6");
      assertThatThrownBy(() -> put.await(20, TimeUnit.SECONDS))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(member.overrides().all().await()).containsEntry("queryLimit", "5");

    StallingDriver.stall(false);
    vertx.executeBlocking(() -> awaitPut("queryLimit", "7"), false).await();
    assertThat(member.overrides().all().await()).containsEntry("queryLimit", "7");
  }

  /** Those who were refused may not wait for the next try. */
  private Void awaitPut(String key, String text) throws Exception {
    for (int i = 0; ; i++) {
      try {
        member
            .overrides()
            .put(key, text)
            .toCompletionStage()
            .toCompletableFuture()
            .get();
        return null;
      } catch (Exception refused) {
        if (i == 1_000_000) {
          throw refused;
        }
        Thread.onSpinWait();
      }
    }
  }

  private Member join() {
    SeriesMemory held = SeriesMemory.ofProcess(() -> Integer.MAX_VALUE);
    return MemberStart.alone(vertx, "stalled-database-test", Optional.of(Store.at(url)), held)
        .await();
  }

  private Applied apply(long from, long to, long amount) throws Exception {
    SeriesTable series = new SeriesTable();
    series.add("AMS", amount, 0);
    List<LabelForm> labels = List.of(new LabelForm("colo", false));
    Delta delta = new Delta(List.of(new FamilyTotals("requests", labels, series)), List.of());
    Version known = Version.startingAt(from).showing(from);
    return member
        .counters()
        .apply(KEY, from, new Window(from, to), delta, Retention.ALL, known)
        .await(30, TimeUnit.SECONDS);
  }

  private long total() {
    return member
        .counters()
        .load(KEY)
        .await()
        .orElseThrow()
        .families()
        .iterator()
        .next()
        .series()
        .total("AMS");
  }
}
