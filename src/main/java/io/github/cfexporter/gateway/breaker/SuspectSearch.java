package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The search for those that a failure is about, among some that failed together: all once more, then
 * halves by zone, then halves by source. A half that is answered leaves, and the search goes on with the
 * rest. When neither sort of halves helps, it is asked for the whole, halves, quarters, single ones, and
 * from the start again.
 */
final class SuspectSearch {
  private enum Stage {
    WHOLE,
    HALVES,
    QUARTERS,
    ALONE
  }

  enum Axis {
    ZONE,
    SOURCE;

    String of(SourceZone member) {
      return this == ZONE ? member.zone() : member.kind() + "/" + member.source();
    }

    List<String> values(Collection<SourceZone> members) {
      return members.stream().map(this::of).distinct().toList();
    }
  }

  private static final int QUARTERS = 4;

  /** Sources of one kind often fail together, and are found sooner when they are in one half. */
  private static final Comparator<SourceZone> LIKE_TOGETHER = Comparator.comparing(SourceZone::kind)
      .thenComparing(SourceZone::source)
      .thenComparing(SourceZone::zone);

  private final Set<SourceZone> members;
  private final Deque<Set<SourceZone>> parts = new ArrayDeque<>();
  private final Set<Axis> tried = EnumSet.noneOf(Axis.class);
  private Stage stage = Stage.WHOLE;
  private int level;
  private boolean found;
  private boolean quartered;

  private SuspectSearch(Collection<SourceZone> members) {
    this.members = new LinkedHashSet<>(members.stream().sorted(LIKE_TOGETHER).toList());
  }

  /** A search of which the first round is still to begin. */
  static SuspectSearch of(Collection<SourceZone> members) {
    return new SuspectSearch(members);
  }

  /** A search that begins with all but the suspects, to see whether these are answered then. */
  static SuspectSearch without(Collection<SourceZone> members, Collection<SourceZone> suspects) {
    SuspectSearch search = new SuspectSearch(members);
    Set<SourceZone> others = new LinkedHashSet<>(members);
    others.removeAll(suspects);
    search.parts.add(others.isEmpty() ? new LinkedHashSet<>(members) : others);
    return search;
  }

  Set<SourceZone> members() {
    return members;
  }

  /** What is asked for next; there must be members. */
  Set<SourceZone> next() {
    return parts.getFirst();
  }

  /** Whether the next part is everything once more, as at first. */
  boolean isOfAll() {
    return stage == Stage.WHOLE;
  }

  /** Whether asking for halves has not helped. */
  boolean hasTriedHalves() {
    return stage == Stage.ALONE;
  }

  /** Whether all that is left has been asked for in every way, down to single members. */
  boolean isFound() {
    return found;
  }

  /** Whether no part of the present round has been asked for. */
  boolean isAtBegin() {
    return !hasTriedHalves() || parts.size() == parts(level);
  }

  /** Puts first a part without some members, if that is smaller but not by much; tells whether it is. */
  boolean leaveOut(Predicate<SourceZone> some) {
    Set<SourceZone> others = new LinkedHashSet<>(members);
    others.removeIf(some);
    boolean helps = others.size() < members.size() && others.size() * 2 >= members.size();
    if (helps) {
      parts.addFirst(others);
    }
    return helps;
  }

  /** The next part has failed; tells whether it was the last of its round. */
  boolean failed() {
    parts.removeFirst();
    return parts.isEmpty();
  }

  void nextRound() {
    if (hasTriedHalves()) {
      level++;
      cut();
    } else {
      halve();
    }
  }

  /**
   * Some were answered and leave; the search goes on with the rest.
   *
   * @param outageEnded whether the rest may well be answered, too
   */
  void answered(Collection<SourceZone> good, boolean outageEnded) {
    boolean narrowing = (stage == Stage.HALVES || stage == Stage.QUARTERS) && !outageEnded;
    leave(good::contains);
    found = false;
    tried.clear();
    quartered = false;
    if (stage == Stage.QUARTERS && !outageEnded && members.size() > 1 && parts.size() > 1) {
      return; // the other quarters may be well, too
    }
    parts.clear();
    if (members.isEmpty()) {
      return;
    }
    if (narrowing) {
      halve();
    } else {
      stage = Stage.WHOLE;
      parts.add(new LinkedHashSet<>(members));
    }
  }

  /** Takes members out. */
  void leave(Predicate<SourceZone> gone) {
    members.removeIf(gone);
    parts.forEach(part -> part.removeIf(gone));
    parts.removeIf(Set::isEmpty);
    if (parts.isEmpty() && !members.isEmpty()) {
      parts.add(new LinkedHashSet<>(members));
    }
  }

  private void halve() {
    for (Axis axis : Axis.values()) {
      if (values(axis) > 1 && tried.add(axis)) {
        stage = Stage.HALVES;
        parts.addAll(halves(axis));
        return;
      }
    }
    if (values(Axis.ZONE) > 1 && values(Axis.SOURCE) > QUARTERS && !quartered) {
      quartered = true;
      stage = Stage.QUARTERS;
      parts.addAll(quartersBySource());
      return;
    }
    stage = Stage.ALONE;
    level = 2; // whole and in halves it was asked for already
    cut();
  }

  /** Cuts a round of parts; after the one with single members it begins with the whole again. */
  private void cut() {
    if (parts(level) == parts(level - 1)) {
      level = 0;
      found = true;
    }
    List<SourceZone> all = List.copyOf(members);
    int count = parts(level);
    for (int i = 0; i < count; i++) {
      int from = i * all.size() / count;
      parts.add(new LinkedHashSet<>(all.subList(from, (i + 1) * all.size() / count)));
    }
  }

  /** How many parts a round has. */
  private int parts(int round) {
    return round < 0 ? 0 : Math.min(members.size(), 1 << round);
  }

  private List<Set<SourceZone>> quartersBySource() {
    List<String> sources = Axis.SOURCE.values(members);
    List<Set<SourceZone>> quarters = new ArrayList<>();
    for (int i = 0; i < QUARTERS; i++) {
      Set<String> some = Set.copyOf(
          sources.subList(i * sources.size() / QUARTERS, (i + 1) * sources.size() / QUARTERS));
      Set<SourceZone> quarter = new LinkedHashSet<>(members);
      quarter.removeIf(member -> !some.contains(Axis.SOURCE.of(member)));
      quarters.add(quarter);
    }
    return quarters;
  }

  int values(Axis axis) {
    return axis.values(members).size();
  }

  List<Set<SourceZone>> halves(Axis axis) {
    List<String> values = axis.values(members);
    Set<String> first = Set.copyOf(values.subList(0, values.size() / 2));
    Set<SourceZone> one = new LinkedHashSet<>();
    Set<SourceZone> other = new LinkedHashSet<>();
    members.forEach(m -> (first.contains(axis.of(m)) ? one : other).add(m));
    return List.of(one, other);
  }
}
