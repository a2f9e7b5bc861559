package io.github.cfexporter.cluster.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.ApplyWindow;
import io.github.cfexporter.cluster.counters.ShowSeries;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.Writer;
import io.github.cfexporter.exposition.FragmentWriter;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No node shows a series lower than before, or no longer, while a network splits and is mended, owners
 * change and those of before still try, in any order; and where both sides are told the same, what is
 * counted is exact.
 */
@Tag("unit")
class SplitLawTest {
  private static final SourceZone KEY = new SourceZone("acct", "kind", "source", "zone");
  private static final int NODES = 3;
  private static final int STEPS = 400;

  private final List<SimpleEntry<SourceZone, Totals>> sides = new ArrayList<>();
  private final List<Collector> collectors = new ArrayList<>();
  private final List<Shown> nodes = new ArrayList<>();
  private final int[] sideOf = new int[NODES];
  private Random random;
  private SplitTraffic traffic;
  private long sequence;
  private long epochs;
  private int splits;
  private int withheld;

  /** What a node shows. */
  private record Shown(ShownFragment piece, Map<String, Long> values) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void nothingFalls_andAllIsShownInTheEnd(int seed) {
    random = new Random(seed);
    boolean toldAlike = seed % 2 == 0;
    traffic = new SplitTraffic(random, toldAlike);
    sides.add(new SimpleEntry<>(KEY, null));
    for (int node = 0; node < NODES; node++) {
      nodes.add(shown(new SharedFragment(0, 0, Map.of(), new byte[0]), Map.of()));
    }
    begin(0, 0);
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    if (sides.size() > 1) {
      mend();
    }
    Collector last = settle();

    assertThat(nodes).allSatisfy(node -> assertThat(node.values).isEqualTo(last.values()));
    assertThat(last.values()).isEqualTo(totals(last.copy)).hasSize(SplitTraffic.HOSTS);
    if (toldAlike) {
      assertThat(last.values()).isEqualTo(traffic.truth(last.copy.watermark()));
    }
    assertThat(splits).isGreaterThan(3);
    assertThat(withheld).as("what would have fallen").isPositive();
  }

  private static Shown shown(SharedFragment posted, Map<String, Long> values) {
    return new Shown(new ShownFragment(posted, new FragmentWriter().finish(), false), values);
  }

  private void step() {
    Collector some = collectors.get(random.nextInt(collectors.size()));
    switch (random.nextInt(16)) {
      case 0 -> {
        if (sides.size() == 1) {
          split();
        } else {
          mend();
        }
      }
      case 1 -> begin(some.side, random.nextInt(NODES));
      case 2 -> {
        if (collectors.stream().filter(other -> other.side == some.side).count() > 1) {
          collectors.remove(some);
        }
      }
      case 3, 4, 5 -> some.note();
      case 6, 7 -> some.post();
      case 8 -> some.load();
      default -> some.count();
    }
  }

  private void begin(int side, int node) {
    if (sideOf[node] == side) {
      collectors.add(new Collector(side));
    }
  }

  /** One node is alone; whoever collects stays on one of the sides, and the other one has another. */
  private void split() {
    splits++;
    Totals known = sides.get(0).getValue();
    sides.add(new SimpleEntry<>(KEY, known == null ? null : known.copy()));
    sideOf[random.nextInt(NODES)] = 1;
    collectors.forEach(one -> one.side = random.nextInt(2));
    for (int side = 0; side < 2; side++) {
      int where = side;
      if (collectors.stream().noneMatch(one -> one.side == where)) {
        collectors.add(new Collector(side));
      }
    }
  }

  private void mend() {
    Totals alone = sides.remove(1).getValue();
    Totals most = sides.get(0).getValue();
    if (most == null || alone == null) {
      sides.get(0).setValue(most == null ? alone : most);
    } else {
      sides.get(0).setValue(random.nextBoolean() ? most.joined(alone) : alone.joined(most));
    }
    Arrays.fill(sideOf, 0);
    collectors.forEach(one -> one.side = 0);
  }

  /** One goes on, with what it knows, and finds out by itself what it does not. */
  private Collector settle() {
    Collector last = collectors.get(random.nextInt(collectors.size()));
    last.isAlone = true;
    for (int window = 0; window < 4; window++) {
      last.count();
    }
    last.copy.heldSince().stream().max(Comparator.naturalOrder()).ifPresent(last::note);
    last.post();
    return last;
  }

  private static Map<String, Long> totals(Totals totals) {
    Map<String, Long> all = new HashMap<>();
    totals.families().forEach(family -> all.putAll(family.series().toMap()));
    return all;
  }

  /** Who collects, or believes so. */
  private final class Collector {
    private final long id = random.nextLong();
    private long epoch = ++epochs;
    private int side;
    private boolean isAlone;
    private Totals copy;
    private Version known;

    private Collector(int side) {
      this.side = side;
      load();
    }

    private SimpleEntry<SourceZone, Totals> stored() {
      return sides.get(side);
    }

    private void load() {
      Totals stored = stored().getValue();
      copy = stored == null ? Totals.startingAt(SplitTraffic.START) : stored.copy();
      known = copy.version();
      post();
    }

    private void count() {
      long from = copy.watermark();
      Window window = new Window(from, from + 60L * (1 + random.nextInt(3)));
      Delta delta = traffic.told(window, isAlone);
      Retention held = new Retention(0, 100, 0);
      Applied applied =
          new ApplyWindow(from, window, delta, held, new Writer(id, known)).process(stored());
      if (applied.outcome() == Applied.Outcome.ADDED) {
        known = applied.version();
        copy.add(from, window, delta, held, new Writer(id, copy.version()));
        post();
      } else if (isAlone || random.nextBoolean()) {
        load();
      }
    }

    private void note() {
      copy.heldSince().stream().skip(random.nextInt(3)).findFirst().ifPresent(this::note);
    }

    private void note(int window) {
      if (new ShowSeries(window, new Writer(id, known)).process(stored()) >= -1) {
        copy.show(window);
        post();
      }
    }

    /** Whoever is not the latest takes the next epoch, as after a split. */
    private void post() {
      epoch = epoch < epochs ? ++epochs : epoch;
      Map<String, Version> versions = Map.of("source/zone", copy.shown());
      Shown fresh = shown(new SharedFragment(epoch, ++sequence, versions, new byte[0]), values());
      for (int node = 0; node < NODES; node++) {
        if (sideOf[node] == side) {
          show(node, fresh);
        }
      }
    }

    private Map<String, Long> values() {
      Map<String, Long> values = new HashMap<>();
      for (FamilyTotals family : copy.families()) {
        int held = family.heldFrom(copy.shownTo());
        int[] position = {0};
        family
            .series()
            .forEach((key, total, at) -> values.put(key, position[0]++ < held ? total : 0));
      }
      return values;
    }
  }

  /** At one moment, so that nobody's patience ends. */
  private void show(int node, Shown fresh) {
    Shown known = nodes.get(node);
    boolean falls = known.values.entrySet().stream()
        .anyMatch(series -> fresh.values.getOrDefault(series.getKey(), -1L) < series.getValue());
    ShownFragment next = known.piece.after(fresh.piece, 1);
    if (next.equals(fresh.piece)) {
      assertThat(falls).as("%s after %s", fresh, known).isFalse();
      nodes.set(node, fresh);
    } else if (falls) {
      withheld++;
    }
  }
}
