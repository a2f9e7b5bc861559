package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.limiter.BackOff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whom the failures of one route are about. What fails together becomes a {@link SuspectGroup} that
 * is searched by asking for less, while the others go on. The breaker opens, so that nothing is asked
 * for but one probe at a time, only when the failure seems to be common: two documents that share
 * nothing have failed and nothing was answered since, or all parts of one have, or the credential may
 * be what is refused. Any answer closes it. Probes go round, so that none who is well waits for ever.
 *
 * <p>Instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class CircuitBreaker {
  private final List<SuspectGroup> groups = new ArrayList<>();
  private final Map<SourceZone, SuspectGroup> groupOf = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private BackOff common = new BackOff();
  private boolean probing;
  private boolean confirmed;
  private boolean heldsTurn;

  /**
   * When the next call of a search may leave, as far as the budget is concerned.
   *
   * @param narrowing to find out whom a failure is about
   * @param alone to see whether those who fail alone still do, for which no more than a part of the
   *     same calls is there
   */
  public record SearchTimes(long narrowing, long alone) {}

  /** What is to be asked for, away from other documents. */
  public static final class Probe {
    private final Optional<SuspectGroup> group;
    private final Set<SourceZone> asked;
    private final boolean search;

    private Probe(Optional<SuspectGroup> group, Collection<SourceZone> asked, boolean search) {
      this.group = group;
      this.asked = Set.copyOf(asked);
      this.search = search;
    }

    public Set<SourceZone> asked() {
      return asked;
    }

    /** Whether it is meant to find out whom a failure is about, rather than to try once more. */
    public boolean isSearch() {
      return search;
    }
  }

  /** Whether everything waits for a probe to be answered. */
  public boolean isOpen() {
    return common.isFailing();
  }

  /** Whether it failed lately, so that it is asked for in probes only. */
  public boolean isSuspect(SourceZone one) {
    return groupOf.containsKey(one);
  }

  /** Whether it is known to fail by itself while others are answered. */
  public boolean failsAlone(SourceZone one) {
    SuspectGroup group = groupOf.get(one);
    return group != null && group.isAboutItself() && group.standsAlone();
  }

  /** Whether a call may leave that no probe is made of: none is out, and its time has come. */
  public boolean admitsOthers(long now) {
    return !isOpen() || (!probing && now >= common.retryAt());
  }

  /**
   * An ordinary document failed.
   *
   * @param named those whom the error names, be it rightly or not
   */
  public void documentFailed(
      Collection<SourceZone> asked, Set<SourceZone> named, Failure failure, long now) {
    List<SourceZone> members = asked.stream().filter(one -> !isSuspect(one)).toList();
    if (members.isEmpty()) {
      if (failure.isForbidden() && !isOpen()) {
        open(new BackOff(), failure, now);
      } else if (failure.isForbidden() && admitsOthers(now)) {
        common.failed(failure.sort(), failure.pauseMillis(), failure.chance(), now);
      }
      return;
    }
    SuspectGroup group = new SuspectGroup(members, firstSuspects(members, named));
    group.backOff(failure, now);
    add(group);
    if (!isOpen() && (failure.isForbidden() || unexplained() > 1)) {
      open(group.backOff(), failure, now);
    }
  }

  /** A probe failed. */
  public void probeFailed(Probe probe, Set<SourceZone> named, Failure failure, long now) {
    boolean wasOpen = isOpen();
    SuspectGroup group = probe.group.filter(groups::contains).orElse(null);
    if (group == null) {
      documentFailed(probe.asked, named, failure, now);
    } else {
      group.asking(false);
      group.failed();
      group.backOff(failure, now);
      groups.remove(group);
      groups.add(group); // others go first next time
    }
    if (wasOpen && (group == null || !group.isAboutItself())) {
      probing = false;
      confirmed = true;
      common.failed(failure.sort(), failure.pauseMillis(), failure.chance(), now);
    } else if (group != null && !group.isAboutItself() && isCommon(group, failure)) {
      open(group.backOff(), failure, now);
    }
    if (group != null) {
      splitOrReport(group, now);
    }
  }

  /**
   * Something was answered, by data or by a refusal that says whom it is about.
   *
   * @param probe if it was one
   */
  public void answered(Collection<SourceZone> good, Optional<Probe> probe, long now) {
    boolean wasOpen = isOpen();
    boolean outageEnded = wasOpen && confirmed;
    common.succeeded();
    probing = false;
    confirmed = false;
    probe.flatMap(p -> p.group).filter(groups::contains).ifPresent(group -> {
      group.asking(false);
      good.forEach(groupOf::remove);
      group.answered(good, wasOpen, now);
      if (group.members().isEmpty()) {
        remove(group);
      }
    });
    if (outageEnded) {
      askWholeDocuments(now);
    }
    for (SuspectGroup group : List.copyOf(groups)) {
      group.othersAreAnswered();
      splitOrReport(group, now);
    }
  }

  /** What an outage has cut into pieces is tried as a whole: no storm of small calls comes after it. */
  private void askWholeDocuments(long now) {
    Map<Object, List<SuspectGroup>> byDocument = new LinkedHashMap<>();
    groups.stream()
        .filter(group -> !group.isAboutItself() && !group.isProbing())
        .forEach(group -> byDocument
            .computeIfAbsent(group.document(), document -> new ArrayList<>())
            .add(group));
    for (List<SuspectGroup> parts : byDocument.values()) {
      groups.removeAll(parts);
      add(SuspectGroup.afterOutage(parts, now));
    }
  }

  /** A probe was not sent after all, or its failure was about the pace: it may be asked for again. */
  public void notProbed(Probe probe) {
    probe.group.ifPresentOrElse(group -> group.asking(false), () -> probing = false);
    if (isOpen()) {
      probing = false;
    }
  }

  /**
   * When to ask for {@link #nextProbe}; empty when there is nothing to probe, or a probe is out.
   *
   * @param held whether others wait for the breaker to close
   */
  public OptionalLong nextProbeAt(boolean held, SearchTimes times) {
    if (isOpen()) {
      boolean any = held || groups.stream().anyMatch(this::isCandidate);
      return any && !probing ? OptionalLong.of(common.retryAt()) : OptionalLong.empty();
    }
    return groups.stream()
        .filter(group -> !group.isProbing())
        .mapToLong(group -> dueAt(group, times))
        .min();
  }

  /**
   * What to probe now, if anything: while open one at a time, otherwise the largest part that is due.
   *
   * @param wanted whether somebody still waits for it; who is not wanted is forgotten
   * @param held those who wait for the breaker to close, as many as one document may hold
   */
  public Optional<Probe> nextProbe(
      Predicate<SourceZone> wanted, Set<SourceZone> held, SearchTimes times, long now) {
    forgetUnwanted(wanted);
    return isOpen() ? probeOfOutage(held, now) : probeOfSearch(times, now);
  }

  /** What has become known since the last call, to be told once. */
  public List<Finding> findings() {
    List<Finding> news = List.copyOf(findings);
    findings.clear();
    return news;
  }

  private Optional<Probe> probeOfOutage(Set<SourceZone> held, long now) {
    if (probing || now < common.retryAt()) {
      return Optional.empty();
    }
    Optional<SuspectGroup> group = groups.stream().filter(this::isCandidate).findFirst();
    heldsTurn = !held.isEmpty() && (heldsTurn || group.isEmpty());
    Optional<Probe> probe = heldsTurn
        ? Optional.of(new Probe(Optional.empty(), held, false))
        : group.map(one -> begin(one, false));
    heldsTurn = !heldsTurn;
    probing = probe.isPresent();
    return probe;
  }

  private Optional<Probe> probeOfSearch(SearchTimes times, long now) {
    return groups.stream()
        .filter(group -> !group.isProbing() && dueAt(group, times) <= now)
        .max(Comparator.comparingInt(group -> group.next().size()))
        .map(group -> begin(group, isSearch(group)));
  }

  private static Probe begin(SuspectGroup group, boolean search) {
    group.asking(true);
    return new Probe(Optional.of(group), group.next(), search);
  }

  private static long dueAt(SuspectGroup group, SearchTimes times) {
    if (group.standsAlone() && !group.isHinted()) {
      return Math.max(group.retryAt(), times.alone());
    }
    return isSearch(group) ? Math.max(group.retryAt(), times.narrowing()) : group.retryAt();
  }

  private static boolean isSearch(SuspectGroup group) {
    return !group.isRetry();
  }

  /** Goes on from the waits that the document had which made it open. */
  private void open(BackOff soFar, Failure failure, long now) {
    common = soFar.copy();
    common.failed(failure.sort(), failure.pauseMillis(), failure.chance(), now);
  }

  /** Whoever is known to fail alone tells nothing about an outage. */
  private boolean isCandidate(SuspectGroup group) {
    return !group.isAboutItself() && !group.isProbing();
  }

  private static boolean isCommon(SuspectGroup group, Failure failure) {
    return failure.isForbidden() || (group.standsAlone() && group.members().size() > 1);
  }

  private int unexplained() {
    return (int) groups.stream().filter(group -> !group.isAboutItself()).count();
  }

  /** Those named by the error; without a name, those like some that are known to fail alone. */
  private Set<SourceZone> firstSuspects(List<SourceZone> members, Set<SourceZone> named) {
    Set<SourceZone> suspects = new LinkedHashSet<>(members);
    suspects.retainAll(named);
    if (suspects.isEmpty() || suspects.size() == members.size()) {
      suspects = new LinkedHashSet<>(members);
      suspects.removeIf(one -> groups.stream()
          .filter(group -> !group.reported().isEmpty())
          .noneMatch(group -> group.isAkin(one)));
    }
    return suspects;
  }

  private void forgetUnwanted(Predicate<SourceZone> wanted) {
    for (SuspectGroup group : List.copyOf(groups)) {
      if (!group.isProbing() && !group.members().stream().allMatch(wanted)) {
        group.members().stream().filter(wanted.negate()).forEach(groupOf::remove);
        group.leave(wanted.negate());
        if (group.members().isEmpty()) {
          remove(group);
        }
      }
    }
  }

  private void splitOrReport(SuspectGroup group, long now) {
    if (group.mustSplit() && !group.isProbing()) {
      groups.remove(group);
      group.split().forEach(this::add);
    } else if (group.isAboutItself() && group.standsAlone() && group.hasNarrowed()) {
      if (group.reported().isEmpty()) {
        findings.add(new Finding(group.members(), true));
      }
      group.report();
      groups.stream()
          .filter(other -> other != group && other.isAboutItself())
          .forEach(other -> other.leaveOut(group::isAkin, now));
    }
  }

  private void add(SuspectGroup group) {
    groups.add(group);
    group.members().forEach(member -> groupOf.put(member, group));
  }

  private void remove(SuspectGroup group) {
    groups.remove(group);
    group.members().forEach(groupOf::remove);
    if (!group.reported().isEmpty()) {
      findings.add(new Finding(group.reported(), false));
    }
  }
}
