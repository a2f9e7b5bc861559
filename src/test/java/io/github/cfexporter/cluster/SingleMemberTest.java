package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SingleMemberTest {
  private static final LabelForm COLO = new LabelForm("colo", false);

  private static Vertx vertx;
  private static Member member;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    member = MemberStart.alone(vertx, "single-member-test").await();
  }

  @AfterAll
  static void stop() {
    member.leave().await();
    vertx.close().await();
  }

  @Test
  void memberAlone_opensNoPort() throws IOException {
    try (Socket socket = new Socket()) {
      assertThatThrownBy(() ->
              socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5701), 500))
          .isInstanceOf(IOException.class);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("IO.thread"));
  }

  @Test
  void window_isAddedOnce_howeverOftenItIsApplied() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "once");

    assertThat(apply(key, 0, 60, 5).outcome()).isEqualTo(Applied.Outcome.ADDED);
    assertThat(apply(key, 0, 60, 5).outcome()).isEqualTo(Applied.Outcome.ALREADY_ADDED);
    assertThat(total(key)).isEqualTo(5);
    assertThat(apply(key, 60, 120, 2).outcome()).isEqualTo(Applied.Outcome.ADDED);
    assertThat(total(key)).isEqualTo(7);
  }

  @Test
  void windowThatDoesNotContinue_isRefusedWithTheWatermark() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "gap");
    apply(key, 0, 60, 5);

    Applied refused = new Applied(Applied.Outcome.OUT_OF_PLACE, 60, known(key));
    assertThat(apply(key, 120, 180, 1)).isEqualTo(refused);
    assertThat(apply(key, 30, 90, 1)).isEqualTo(refused);
    assertThat(total(key)).isEqualTo(5);
  }

  @Test
  void loadedTotals_areACopy() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "copy");
    apply(key, 0, 60, 5);
    Totals copy = member.counters().load(key).await().orElseThrow();
    copy.families().iterator().next().series().add("AMS", 100, 60);

    assertThat(total(key)).isEqualTo(5);
  }

  /** cases.md 24a: the keys are most of what totals take; serialized on the way, they were new ones. */
  @Test
  void loadedTotals_haveTheVeryKeysOfTheMap() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "keys");
    apply(key, 0, 60, 5);

    assertThat(firstKey(key)).isEqualTo("AMS").isSameAs(firstKey(key));
  }

  @Test
  void removedTotals_areGone() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "removed");
    apply(key, 0, 60, 5);
    member.counters().remove(key).await();

    assertThat(member.counters().load(key).await()).isEmpty();
  }

  @Test
  void droppedFamily_beginsAtZero_andNoWindowIsRepeated() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "dropped");
    apply(key, 0, 60, 5);

    member.counters().drop(key, Set.of("requests", "unknown")).await();

    assertThat(member.counters().load(key).await().orElseThrow().families()).isEmpty();
    assertThat(apply(key, 0, 60, 5).outcome()).isEqualTo(Applied.Outcome.ALREADY_ADDED);
    apply(key, 60, 120, 2);
    assertThat(total(key)).isEqualTo(2);
  }

  @Test
  void familiesOfAKeyThatWasNeverCounted_areDroppedInVain() {
    SourceZone key = new SourceZone("acct", "colo-metrics", "groups", "unknown");

    member.counters().drop(key, Set.of("requests")).await();

    assertThat(member.counters().load(key).await()).isEmpty();
  }

  private static Applied apply(SourceZone key, long from, long to, long amount) {
    SeriesTable series = new SeriesTable();
    series.add(new String("AMS"), amount, 0); // not one that all have in common
    Delta delta =
        new Delta(List.of(new FamilyTotals("requests", List.of(COLO), series)), List.of());
    return member
        .counters()
        .apply(key, from, new Window(from, to), delta, Retention.ALL, known(key))
        .await();
  }

  private static Version known(SourceZone key) {
    return member.counters().load(key).await().map(Totals::version).orElse(Version.startingAt(0));
  }

  private static String firstKey(SourceZone key) {
    List<String> keys = new ArrayList<>();
    series(key).forEach((series, total, movedAt) -> keys.add(series));
    return keys.get(0);
  }

  private static long total(SourceZone key) {
    return series(key).total("AMS");
  }

  private static SeriesTable series(SourceZone key) {
    Totals totals = member.counters().load(key).await().orElseThrow();
    return totals.families().iterator().next().series();
  }
}
