package io.github.cfexporter.cluster.counters;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.merge.MergingEntry;
import io.github.cfexporter.cluster.wire.Operations;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Writer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class JoinedTotalsTest {
  private static final SourceZone KEY = new SourceZone("acct", "kind", "source", "zone");

  private final JoinedTotals policy = new JoinedTotals();
  private long writer = 1;

  @Test
  void higherTotals_win_andShowWhatEitherSideHasShown() {
    Totals ahead = counted(180);
    Totals behind = counted(120);
    behind.show(60);

    for (Totals merged : List.of(
        policy.merge(ahead, Optional.of(behind)), policy.merge(behind, Optional.of(ahead)))) {
      assertThat(merged.watermark()).isEqualTo(180);
      assertThat(merged.heldSince()).containsExactlyInAnyOrder(120, 180);
    }
    assertThat(ahead.heldSince()).as("those of one side are not changed").contains(60);
  }

  /** The sides count the same time in windows of their own, and need not hear of a series at once. */
  @Test
  void seriesThatEitherSideHasShown_isNotHeldAgain_whicheverWindowBroughtIt() {
    Totals behind = Totals.startingAt(0);
    count(behind, 120, "early");
    behind.show(120);
    count(behind, 180, "heldThere");
    Totals ahead = Totals.startingAt(0);
    count(ahead, 100);
    count(ahead, 200, "early", "heldThere");
    count(ahead, 260, "late");

    for (Totals merged : List.of(
        policy.merge(ahead, Optional.of(behind)), policy.merge(behind, Optional.of(ahead)))) {
      assertThat(merged.watermark()).isEqualTo(260);
      assertThat(merged.heldSince()).as("what nobody has shown is held").containsExactly(260);
    }
    assertThat(ahead.heldSince()).containsExactlyInAnyOrder(200, 260);
  }

  @Test
  void seriesThatIsHeldOnBothSides_staysSo() {
    Totals behind = Totals.startingAt(0);
    count(behind, 60, "shown");
    behind.show(60);
    count(behind, 120, "held");
    Totals ahead = Totals.startingAt(0);
    count(ahead, 60, "shown");
    ahead.show(60);
    count(ahead, 180, "held");

    assertThat(policy.merge(behind, Optional.of(ahead))).isSameAs(ahead);
    assertThat(ahead.heldSince()).containsExactly(180);
  }

  /** Whoever counts on goes on with its own copy, which must show the same. */
  @Test
  void nodeThatDoesNotHoldAll_isTold() {
    Totals behind = Totals.startingAt(0);
    count(behind, 120, "early");
    behind.show(120);
    Totals ahead = behind.copy();
    writer = 2;
    count(ahead, 200, "early");

    assertThat(told(behind, ahead)).as("all of it is known").isEmpty();
    assertThat(told(ahead, behind)).containsExactly(KEY);
    writer = 3;
    count(behind, 180, "late");
    assertThat(told(behind, ahead)).as("each lacks a window").containsExactly(KEY);
    assertThat(told(ahead, ahead.copy())).as("nothing has changed").isEmpty();
  }

  /** Late or sampled rows are told in part to one side, and in part to the other. */
  @Test
  void everySeries_goesOnWithTheHigherTotal() {
    Totals ours = Totals.startingAt(0);
    count(ours, 60, "a", "b");
    ours.show(60);
    Totals theirs = ours.copy();
    writer = 2;
    count(ours, 180, "a");
    writer = 3;
    count(theirs, 120, "a", "b", "c");
    count(theirs, 150, "a", "c");
    theirs.show(120);

    for (Totals merged :
        List.of(policy.merge(ours, Optional.of(theirs)), policy.merge(theirs, Optional.of(ours)))) {
      assertThat(merged.watermark()).isEqualTo(180);
      assertThat(merged.families().iterator().next().series().toMap())
          .isEqualTo(Map.of("a", 3L, "b", 2L, "c", 2L));
      assertThat(merged.heldSince()).as("c has been shown").isEmpty();
      assertThat(merged.version().isAsFarAs(ours.version())).isTrue();
      assertThat(merged.version().isAsFarAs(theirs.version())).isTrue();
    }
    assertThat(ours.series()).as("those of one side are not changed").isEqualTo(2);
  }

  @Test
  void totalsOfOneSideOnly_stay() {
    Totals alone = counted(120);

    assertThat(policy.merge(alone, Optional.empty())).isSameAs(alone);
  }

  /** What the counters of the node hear when totals of the other side meet its own. */
  private List<SourceZone> told(Totals theirs, Totals ours) {
    List<SourceZone> told = new ArrayList<>();
    Counters counters = new Counters(
        new Operations(null),
        null,
        Optional.empty(),
        SeriesMemory.ofProcess(() -> 1),
        () -> 0,
        key -> true,
        1);
    counters.onJoined(told::add);
    Map<String, Object> context = new ConcurrentHashMap<>();
    HazelcastInstance node = fake(HazelcastInstance.class, Map.of("getUserContext", context));
    JoinedTotals.tell(node, counters);
    policy.setHazelcastInstance(node);
    policy.merge(entry(theirs), entry(ours));
    return told;
  }

  @SuppressWarnings("unchecked")
  private static MergingEntry<SourceZone, Totals> entry(Totals totals) {
    return fake(MergingEntry.class, Map.of("getDeserializedValue", totals, "getKey", KEY));
  }

  /** One that answers by the name of the method. */
  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answers.get(method.getName())));
  }

  /** Each window brings a series, which is held. */
  private Totals counted(int end) {
    Totals totals = Totals.startingAt(0);
    for (int to = 60; to <= end; to += 60) {
      count(totals, to, "host" + to);
    }
    return totals;
  }

  /** A window from the watermark on that brings series, which are held. */
  private void count(Totals totals, int to, String... hosts) {
    long from = totals.watermark();
    SeriesTable series = new SeriesTable();
    List.of(hosts).forEach(host -> series.add(host, 1, 0));
    FamilyTotals family = new FamilyTotals("requests", List.of(), series);
    totals.add(
        from,
        new Window(from, to),
        new Delta(List.of(family), List.of()),
        new Retention(0, 100, 0),
        new Writer(writer, totals.version()));
  }
}
