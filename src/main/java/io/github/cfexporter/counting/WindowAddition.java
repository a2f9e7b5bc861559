package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesChanges;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds one window to the families of totals: as a whole, or minute by minute with a journal. */
final class WindowAddition {
  private final Map<String, FamilyTotals> families;
  private final Journal journal;
  private final Map<String, Integer> redirected = new LinkedHashMap<>();
  private int refused;

  /** Of totals; both are changed. */
  WindowAddition(Map<String, FamilyTotals> families, Journal journal) {
    this.families = families;
    this.journal = journal;
  }

  /** How many amounts no total could hold. */
  int refused() {
    return refused;
  }

  /** How many label sets found no room, by family. */
  Map<String, Integer> redirected() {
    return redirected;
  }

  void whole(Window window, Delta delta, Retention kept) {
    replace(delta.counters(), window.to(), kept, new ArrayList<>(), false);
    journal.clear(); // what was not told by now is not going to be
  }

  void byMinutes(Window window, Delta delta, Retention kept) {
    List<Minute> minutes = delta.minutes().isEmpty()
        ? List.of(new Minute(window.to(), delta.counters(), delta.gauges()))
        : delta.minutes();
    long begin = window.from();
    for (Minute minute : minutes) {
      boolean last = minute.end() == window.to();
      List<MinuteChanges> changes = new ArrayList<>();
      Retention now = last ? kept : kept.withoutForgetting();
      replace(minute.counters(), minute.end(), now, changes, true);
      List<Gauges> before = journal.last().map(JournalEntry::gauges).orElse(List.of());
      List<Gauges> gauges = Gauges.upTo(kept.mostSeries(), minute.gauges(), before);
      changes.removeIf(MinuteChanges::isEmpty);
      journal.add(new JournalEntry(begin, minute.end(), samples(gauges), changes, gauges));
      begin = minute.end();
    }
    JournalTerms terms = kept.journal().orElseThrow();
    journal.keep(terms);
  }

  /** The families that come take the place of those that were there. */
  private void replace(
      List<FamilyTotals> additions,
      long at,
      Retention kept,
      List<MinuteChanges> changes,
      boolean told) {
    Map<String, FamilyTotals> next = new LinkedHashMap<>();
    for (FamilyTotals addition : additions) {
      FamilyTotals family = known(addition, changes, told);
      SeriesChanges heard = told ? changesOf(family, changes) : SeriesChanges.IGNORED;
      FamilyTotals.Added added = family.add(addition.series(), Math.toIntExact(at), kept, heard);
      refused += added.refused();
      if (added.redirected() > 0) {
        redirected.merge(addition.family(), added.redirected(), Integer::sum);
      }
      next.put(family.family(), family);
    }
    if (told) {
      families.values().stream()
          .filter(family -> !next.containsKey(family.family()))
          .map(MinuteChanges::allLeft)
          .forEach(changes::add);
    }
    families.clear();
    families.putAll(next);
  }

  private static MinuteChanges changesOf(FamilyTotals family, List<MinuteChanges> changes) {
    MinuteChanges ofFamily = MinuteChanges.of(family, false);
    changes.add(ofFamily);
    return ofFamily;
  }

  /** The family as it stands, under the labels of what comes. */
  private FamilyTotals known(FamilyTotals addition, List<MinuteChanges> changes, boolean told) {
    FamilyTotals known = families.get(addition.family());
    if (known == null) {
      return new FamilyTotals(addition.family(), addition.labels(), new SeriesTable());
    }
    FamilyTotals family = known.as(addition.labels());
    if (told && !known.labels().equals(family.labels())) {
      changes.add(MinuteChanges.allLeft(known));
      changes.add(MinuteChanges.allContinued(family));
    }
    return family;
  }

  private int samples(List<Gauges> gauges) {
    return families.values().stream().mapToInt(family -> family.series().size()).sum()
        + gauges.stream().mapToInt(family -> family.values().size()).sum();
  }
}
