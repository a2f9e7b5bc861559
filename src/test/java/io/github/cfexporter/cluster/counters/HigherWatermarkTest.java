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
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HigherWatermarkTest {
  private static final SourceZone KEY = new SourceZone("acct", "kind", "source", "zone");

  private final HigherWatermark policy = new HigherWatermark();

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

  /** Whoever has counted up to here goes on with its own copy, which must show the same. */
  @Test
  void nodeWhoseTotalsGoOn_isTold_whatElseIsShown() {
    Totals behind = Totals.startingAt(0);
    count(behind, 120, "early");
    behind.show(120);
    Totals ahead = Totals.startingAt(0);
    count(ahead, 100);
    count(ahead, 200, "early");

    assertThat(told(behind, ahead)).containsExactly(KEY + " 200");
    assertThat(told(ahead, behind)).as("it will read the totals again").isEmpty();
    assertThat(told(ahead, ahead.copy())).as("nothing has changed").isEmpty();
  }

  @Test
  void totalsOfOneSideOnly_stay() {
    Totals alone = counted(120);

    assertThat(policy.merge(alone, Optional.empty())).isSameAs(alone);
  }

  /** What the counters of the node hear when totals of the other side meet its own. */
  private List<String> told(Totals theirs, Totals ours) {
    List<String> told = new ArrayList<>();
    Counters counters = new Counters(
        new Operations(null),
        null,
        Optional.empty(),
        SeriesMemory.ofProcess(() -> 1),
        () -> 0,
        key -> true);
    counters.onShownElsewhere((key, to) -> told.add(key + " " + to));
    Map<String, Object> context = new ConcurrentHashMap<>();
    HazelcastInstance node = fake(HazelcastInstance.class, Map.of("getUserContext", context));
    HigherWatermark.tell(node, counters);
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
  private static Totals counted(int end) {
    Totals totals = Totals.startingAt(0);
    for (int to = 60; to <= end; to += 60) {
      count(totals, to, "host" + to);
    }
    return totals;
  }

  /** A window from the watermark on that brings series, which are held. */
  private static void count(Totals totals, int to, String... hosts) {
    long from = totals.watermark();
    SeriesTable series = new SeriesTable();
    List.of(hosts).forEach(host -> series.add(host, 1, 0));
    FamilyTotals family = new FamilyTotals("requests", List.of(), series);
    totals.add(
        from,
        new Window(from, to),
        new Delta(List.of(family), List.of()),
        new Retention(0, 100, 0));
  }
}
