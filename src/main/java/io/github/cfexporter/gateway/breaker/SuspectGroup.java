package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.limiter.BackOff;
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
 * Sources of zones that failed together, and the search for those of them that the failure is about:
 * all once more, then halves by zone, then halves by source. A half that is answered leaves the group,
 * and the search goes on with the rest. When neither sort of halves helps, the group stands alone: it
 * is asked whole, in halves, in quarters, one by one, and from the start again, ever more slowly.
 */
final class SuspectGroup {
  private enum Stage {
    WHOLE,
    HALVES,
    QUARTERS,
    ALONE
  }

  private enum Axis {
    ZONE,
    SOURCE;

    private String of(SourceZone member) {
      return this == ZONE ? member.zone() : member.kind() + "/" + member.source();
    }

    private List<String> values(Collection<SourceZone> members) {
      return members.stream().map(this::of).distinct().toList();
    }
  }

  private static final int QUARTERS = 4;

  /** Sources of one kind often fail together, and are found sooner when they are in one half. */
  private static final Comparator<SourceZone> LIKE_TOGETHER = Comparator.comparing(SourceZone::kind)
      .thenComparing(SourceZone::source)
      .thenComparing(SourceZone::zone);

  private final Object document;
  private final Set<SourceZone> members;
  private final Deque<Set<SourceZone>> parts = new ArrayDeque<>();
  private final Set<Axis> tried = EnumSet.noneOf(Axis.class);
  private final BackOff backOff;
  private Stage stage = Stage.WHOLE;
  private int level;
  private long retryAt;
  private boolean asking;
  private boolean othersAnswered;
  private boolean hinted;
  private boolean found;
  private boolean quartered;
  private List<SourceZone> reported = List.of();
  private int smallest;

  /** @param suspects the first that are left out, to see whether the others are answered then */
  SuspectGroup(Collection<SourceZone> members, Collection<SourceZone> suspects) {
    this(new Object(), members, new BackOff());
    Set<SourceZone> others = new LinkedHashSet<>(members);
    others.removeAll(suspects);
    parts.add(others.isEmpty() ? new LinkedHashSet<>(members) : others);
  }

  private SuspectGroup(Object document, Collection<SourceZone> members, BackOff backOff) {
    this.document = document;
    this.members = new LinkedHashSet<>(members.stream().sorted(LIKE_TOGETHER).toList());
    this.backOff = backOff;
  }

  /** What its members failed in together at first; groups that it was split into share it. */
  Object document() {
    return document;
  }

  /** Everything of a document once more, after an outage: if that fails, it is about the document. */
  static SuspectGroup afterOutage(List<SuspectGroup> parts, long now) {
    Set<SourceZone> all = new LinkedHashSet<>();
    parts.forEach(part -> all.addAll(part.members));
    SuspectGroup group = new SuspectGroup(all, List.of());
    group.othersAnswered = true;
    group.retryAt = now;
    return group;
  }

  Set<SourceZone> members() {
    return members;
  }

  /** What is asked for next; the group must not be empty. */
  Set<SourceZone> next() {
    return parts.getFirst();
  }

  /** When the next part may be asked for, in milliseconds since the epoch. */
  long retryAt() {
    return retryAt;
  }

  BackOff backOff() {
    return backOff;
  }

  boolean isProbing() {
    return asking;
  }

  void asking(boolean now) {
    asking = now;
  }

  /** Whether something else has been answered since the group failed, so that it is about the group. */
  boolean isAboutItself() {
    return othersAnswered;
  }

  void othersAreAnswered() {
    if (!othersAnswered) {
      backOff.succeeded(); // it waited for an outage to end, and there is none
    }
    othersAnswered = true;
  }

  /** Whether asking for less has not helped. */
  boolean standsAlone() {
    return stage == Stage.ALONE;
  }

  /** Whether the next part is everything once more, as a plain retry. */
  boolean isRetry() {
    return stage == Stage.WHOLE && !hinted;
  }

  /** Whether the next part leaves those out whose like has been found to fail elsewhere. */
  boolean isHinted() {
    return hinted;
  }

  /** Others of this sort have been found to fail alone: those here are left out for once. */
  void leaveOut(Predicate<SourceZone> sort, long now) {
    Set<SourceZone> others = new LinkedHashSet<>(members);
    others.removeIf(sort);
    if (!asking && others.size() < members.size() && others.size() * 2 >= members.size()) {
      parts.addFirst(others);
      hinted = true;
      retryAt = Math.min(retryAt, now);
    }
  }

  /** Whether the group is more than one zone and more than one source, neither of which is to blame. */
  boolean mustSplit() {
    return standsAlone() && values(Axis.ZONE) > 1 && values(Axis.SOURCE) > 1;
  }

  /** The two groups that a group becomes which must be split. */
  List<SuspectGroup> split() {
    List<SuspectGroup> groups = new ArrayList<>();
    for (Set<SourceZone> half : halves(Axis.ZONE)) {
      SuspectGroup group = new SuspectGroup(document, half, backOff.copy());
      group.retryAt = retryAt;
      group.othersAnswered = othersAnswered;
      group.halve();
      groups.add(group);
    }
    return groups;
  }

  /** The part that was asked for has failed. */
  void failed() {
    hinted = false;
    parts.removeFirst();
    if (!parts.isEmpty()) {
      return;
    }
    if (standsAlone()) {
      level++;
      cut();
    } else {
      halve();
    }
  }

  /** Waits after a failure: as long as before within one round of parts, longer with each round. */
  void backOff(Failure failure, long now) {
    BackOff.Sort sort = othersAnswered ? failure.sortAlone(found) : failure.sort();
    boolean roundBegins = !standsAlone() || parts.size() == parts(level);
    if (roundBegins) {
      backOff.failed(sort, failure.pauseMillis(), failure.chance(), now);
    } else {
      backOff.failedAgain(sort, failure.pauseMillis(), failure.chance(), now);
    }
    retryAt = backOff.retryAt();
  }

  /**
   * Some were answered and are no longer suspect; the rest is asked for at once.
   *
   * @param outageEnded whether the rest may well be answered, too
   */
  void answered(Collection<SourceZone> good, boolean outageEnded, long now) {
    boolean narrowing = (stage == Stage.HALVES || stage == Stage.QUARTERS) && !outageEnded;
    leave(good::contains);
    backOff.succeeded();
    retryAt = now;
    hinted = false;
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

  /** Takes members out of which nothing is known, nor wanted. */
  void leave(Predicate<SourceZone> gone) {
    members.removeIf(gone);
    parts.forEach(part -> part.removeIf(gone));
    parts.removeIf(Set::isEmpty);
    if (parts.isEmpty() && !members.isEmpty()) {
      parts.add(new LinkedHashSet<>(members));
    }
  }

  /** Whether it has become smaller since it was reported, or was never reported. */
  boolean hasNarrowed() {
    return reported.isEmpty() || members.size() < smallest;
  }

  /**
   * Whether somebody may fail for the same reason: it is of the same zone, or of the same source where
   * not all of a zone fails.
   */
  boolean isAkin(SourceZone one) {
    if (values(Axis.ZONE) > 1) {
      return values(Axis.SOURCE) == 1 && isOf(Axis.SOURCE, one);
    }
    boolean few = values(Axis.SOURCE) == 1 || members.size() < reported.size();
    return few ? isOf(Axis.SOURCE, one) : isOf(Axis.ZONE, one);
  }

  private boolean isOf(Axis axis, SourceZone one) {
    return axis.values(members).contains(axis.of(one));
  }

  /** Members as they were when it was reported that they fail; empty before. */
  List<SourceZone> reported() {
    return reported;
  }

  void report() {
    smallest = members.size();
    if (reported.isEmpty()) {
      reported = List.copyOf(members);
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
      if (!found) {
        found = true;
        backOff.succeeded();
      }
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

  private int values(Axis axis) {
    return axis.values(members).size();
  }

  private List<Set<SourceZone>> halves(Axis axis) {
    List<String> values = axis.values(members);
    Set<String> first = Set.copyOf(values.subList(0, values.size() / 2));
    Set<SourceZone> one = new LinkedHashSet<>();
    Set<SourceZone> other = new LinkedHashSet<>();
    members.forEach(m -> (first.contains(axis.of(m)) ? one : other).add(m));
    return List.of(one, other);
  }
}
