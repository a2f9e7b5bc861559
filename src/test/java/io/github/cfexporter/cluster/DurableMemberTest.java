package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.HeapRoom;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Payer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that is alone, started again on what an earlier one has left. */
@Tag("unit")
class DurableMemberTest {
  private static final SourceZone KEY = new SourceZone("acct", "colo-metrics", "groups", "zone");

  /** New series are zero until something else is said. */
  private static final Retention HELD = new Retention(0, 10_000, 0);

  @TempDir
  private Path directory;

  private HeapRoom room = new HeapRoom(Long.MAX_VALUE);
  private int storedCap = 10_000;
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

    assertThat(stored()).isEmpty();
  }

  @Test
  void usedPermits_areRecalled() {
    History used = new History(
        List.of(new GrantedPermit(1_000, Payer.graphql("t2", "acct", true))), List.of());
    long term = member.permits().takeOver().await().number();
    assertThat(member.permits().record(term, used, 1_000).await()).isTrue();

    restart();

    assertThat(member.permits().takeOver().await().history()).isEqualTo(used);
  }

  @Test
  void limiterOfAnEarlierTerm_mayNotUseItsPermits() {
    History wanted = new History(List.of(new GrantedPermit(1_000, Payer.rest("", ""))), List.of());
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

    Totals totals = stored().orElseThrow();
    assertThat(totals.watermark()).isEqualTo(60);
    assertThat(totals.families()).isEmpty();
  }

  /** cases.md 24a: more was stored than fits, as by a release that knew no cap. */
  @Test
  void tooManyStoredSeries_areFolded_withTheirSum() {
    applyHosts(0, 60, 5_000, Retention.ALL);
    storedCap = 100;

    restart();

    SeriesTable loaded = series();
    assertThat(loaded.size()).isEqualTo(101);
    assertThat(loaded.total("host0")).isEqualTo(1);
    assertThat(loaded.total("other")).isEqualTo(4_900);
    assertThat(sum()).isEqualTo(5_000);

    // the next window writes it back so
    Applied applied = applyHosts(60, 120, 5_000, new Retention(0, 100));
    assertThat(applied.redirected()).isEqualTo(Map.of("requests", 4_900));
    storedCap = 10_000;
    restart();
    assertThat(series().size()).isEqualTo(101);
    assertThat(series().total("host0")).isEqualTo(2);
    assertThat(sum()).isEqualTo(10_000);
  }

  /** cases.md 24a: the heap has room for none of it, whatever the setting allows. */
  @Test
  void storedSeries_forWhichTheHeapHasNoRoom_areFolded() {
    applyHosts(0, 60, 5_000, Retention.ALL);
    room = new HeapRoom(0);

    restart();

    assertThat(series().size()).isEqualTo(2);
    assertThat(sum()).isEqualTo(5_000);
  }

  /** What was let in once is there after a restart, the overflow included. */
  @Test
  void cappedSeries_areTheSameAfterARestart() {
    applyHosts(0, 60, 500, new Retention(0, 100));
    Map<String, Long> before = series().toMap();
    storedCap = 100;

    restart();

    assertThat(series().toMap()).isEqualTo(before).hasSize(101);
  }

  /** What was zero before a restart is zero after it, and what was shown does not begin again. */
  @Test
  void heldSeries_areHeldAfterARestart_untilTheyHaveBeenShown() {
    applyHosts(0, 60, 2, HELD);
    restart();
    assertThat(heldSince()).containsExactly(60);

    applyHosts(60, 120, 5, HELD);
    member.counters().show(KEY, 60, known(120)).await();
    restart();
    assertThat(heldSince()).as("two are shown, three are new").containsExactly(120);
    assertThat(sum()).isEqualTo(7);

    applyHosts(120, 180, 5, new Retention(0, 10_000, 120));
    restart();
    assertThat(heldSince()).as("a window took the note along").isEmpty();
    member.counters().show(KEY, 60, known(120)).await();
    assertThat(heldSince()).as("an old note changes nothing").isEmpty();
  }

  private Set<Integer> heldSince() {
    return stored().orElseThrow().heldSince();
  }

  private void restart() {
    member.leave().await();
    member = join();
  }

  private Member join() {
    Store store = Store.inDirectory(directory, () -> Instant.EPOCH);
    SeriesMemory held = new SeriesMemory(room, () -> storedCap);
    return MemberStart.alone(vertx, "durable-member-test", Optional.of(store), held)
        .await();
  }

  private Applied apply(long from, long to, long amount) {
    SeriesTable series = new SeriesTable();
    series.add("AMS", amount, 0);
    return apply(from, to, "colo", series, Retention.ALL);
  }

  private Applied applyHosts(long from, long to, int hosts, Retention kept) {
    SeriesTable series = new SeriesTable();
    IntStream.range(0, hosts).forEach(host -> series.add("host" + host, 1, 0));
    return apply(from, to, "host", series, kept);
  }

  private Applied apply(long from, long to, String label, SeriesTable series, Retention kept) {
    List<LabelForm> labels = List.of(new LabelForm(label, false));
    Delta delta = new Delta(List.of(new FamilyTotals("requests", labels, series)), List.of());
    Window window = new Window(from, to);
    return member.counters().apply(KEY, from, window, delta, kept, known(from)).await();
  }

  private Version known(long from) {
    return stored().map(Totals::version).orElse(Version.startingAt(from));
  }

  private Optional<Totals> stored() {
    return member.counters().load(KEY).await();
  }

  private SeriesTable series() {
    return stored().orElseThrow().families().iterator().next().series();
  }

  private long sum() {
    return series().toMap().values().stream().mapToLong(Long::longValue).sum();
  }

  private long total() {
    return series().total("AMS");
  }
}
