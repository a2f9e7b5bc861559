package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.gateway.breaker.SuspectSearch.Axis;
import io.github.cfexporter.limiter.BackOff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sources of zones that failed together: when the next part of them may be asked for, and what is known
 * of them. Which part that is, the {@link SuspectSearch} says.
 */
final class SuspectGroup {
  private final Object document;
  private final SuspectSearch search;
  private final BackOff backOff;
  private long retryAt;
  private boolean asking;
  private boolean othersAnswered;
  private boolean hinted;
  private List<SourceZone> reported = List.of();
  private int smallest;

  /** @param suspects the first that are left out, to see whether the others are answered then */
  SuspectGroup(Collection<SourceZone> members, Collection<SourceZone> suspects) {
    this(new Object(), SuspectSearch.without(members, suspects), new BackOff());
  }

  private SuspectGroup(Object document, SuspectSearch search, BackOff backOff) {
    this.document = document;
    this.search = search;
    this.backOff = backOff;
  }

  /** What its members failed in together at first; groups that it was split into share it. */
  Object document() {
    return document;
  }

  /** Everything of a document once more, after an outage: if that fails, it is about the document. */
  static SuspectGroup afterOutage(List<SuspectGroup> parts, long now) {
    Set<SourceZone> all = new LinkedHashSet<>();
    parts.forEach(part -> all.addAll(part.members()));
    SuspectGroup group = new SuspectGroup(all, List.of());
    group.othersAnswered = true;
    group.retryAt = now;
    return group;
  }

  Set<SourceZone> members() {
    return search.members();
  }

  /** What is asked for next; the group must not be empty. */
  Set<SourceZone> next() {
    return search.next();
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
    return search.hasTriedHalves();
  }

  /** Whether the next part is everything once more, as a plain retry. */
  boolean isRetry() {
    return search.isOfAll() && !hinted;
  }

  /** Whether the next part leaves those out whose like has been found to fail elsewhere. */
  boolean isHinted() {
    return hinted;
  }

  /** Others of this sort have been found to fail alone: those here are left out for once. */
  void leaveOut(Predicate<SourceZone> sort, long now) {
    if (!asking && search.leaveOut(sort)) {
      hinted = true;
      retryAt = Math.min(retryAt, now);
    }
  }

  /** Whether the group is more than one zone and more than one source, neither of which is to blame. */
  boolean mustSplit() {
    return standsAlone() && search.values(Axis.ZONE) > 1 && search.values(Axis.SOURCE) > 1;
  }

  /** The two groups that a group becomes which must be split. */
  List<SuspectGroup> split() {
    List<SuspectGroup> groups = new ArrayList<>();
    for (Set<SourceZone> half : search.halves(Axis.ZONE)) {
      SuspectGroup group = new SuspectGroup(document, SuspectSearch.of(half), backOff.copy());
      group.retryAt = retryAt;
      group.othersAnswered = othersAnswered;
      group.nextRound();
      groups.add(group);
    }
    return groups;
  }

  /** The part that was asked for has failed. */
  void failed() {
    hinted = false;
    if (search.failed()) {
      nextRound();
    }
  }

  /** What was asked for in every way once is asked for soon at first, and then ever more slowly. */
  private void nextRound() {
    boolean wasFound = search.isFound();
    search.nextRound();
    if (search.isFound() && !wasFound) {
      backOff.succeeded();
    }
  }

  /** Waits after a failure: as long as before within one round of parts, longer with each round. */
  void backOff(Failure failure, long now) {
    BackOff.Sort sort = othersAnswered ? failure.sortAlone(search.isFound()) : failure.sort();
    if (search.isAtBegin()) {
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
    backOff.succeeded();
    retryAt = now;
    hinted = false;
    search.answered(good, outageEnded);
  }

  /** Takes members out of which nothing is known, nor wanted. */
  void leave(Predicate<SourceZone> gone) {
    search.leave(gone);
  }

  /** Whether it has become smaller since it was reported, or was never reported. */
  boolean hasNarrowed() {
    return reported.isEmpty() || members().size() < smallest;
  }

  /**
   * Whether somebody may fail for the same reason: it is of the same zone, or of the same source where
   * not all of a zone fails.
   */
  boolean isAkin(SourceZone one) {
    if (search.values(Axis.ZONE) > 1) {
      return search.values(Axis.SOURCE) == 1 && isOf(Axis.SOURCE, one);
    }
    boolean few = search.values(Axis.SOURCE) == 1 || members().size() < reported.size();
    return few ? isOf(Axis.SOURCE, one) : isOf(Axis.ZONE, one);
  }

  private boolean isOf(Axis axis, SourceZone one) {
    return axis.values(members()).contains(axis.of(one));
  }

  /** Members as they were when it was reported that they fail; empty before. */
  List<SourceZone> reported() {
    return reported;
  }

  void report() {
    smallest = members().size();
    if (reported.isEmpty()) {
      reported = List.copyOf(members());
    }
  }
}
