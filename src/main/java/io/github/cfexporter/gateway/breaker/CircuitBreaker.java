package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.limiter.BackOff;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
  private final SuspectGroups groups = new SuspectGroups();
  private BackOff common = new BackOff();
  private boolean probing;
  private boolean confirmed;
  private boolean heldsTurn;

  /** Whether everything waits for a probe to be answered. */
  public boolean isOpen() {
    return common.isFailing();
  }

  /** Whether it failed lately, so that it is asked for in probes only. */
  public boolean isSuspect(SourceZone one) {
    return groups.of(one).isPresent();
  }

  /** Whether it is known to fail by itself while others are answered. */
  public boolean failsAlone(SourceZone one) {
    return groups
        .of(one)
        .filter(group -> group.isAboutItself() && group.standsAlone())
        .isPresent();
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
    SuspectGroup group = new SuspectGroup(members, groups.firstSuspects(members, named));
    group.backOff(failure, now);
    groups.add(group);
    if (!isOpen() && (failure.isForbidden() || groups.unexplained() > 1)) {
      open(group.backOff(), failure, now);
    }
  }

  /** A probe failed. */
  public void probeFailed(Probe probe, Set<SourceZone> named, Failure failure, long now) {
    boolean wasOpen = isOpen();
    SuspectGroup group = probe.group().filter(groups::contains).orElse(null);
    if (group == null) {
      documentFailed(probe.asked(), named, failure, now);
    } else {
      group.asking(false);
      group.failed();
      group.backOff(failure, now);
      groups.moveToEnd(group); // others go first next time
    }
    if (wasOpen && (group == null || !group.isAboutItself())) {
      probing = false;
      confirmed = true;
      common.failed(failure.sort(), failure.pauseMillis(), failure.chance(), now);
    } else if (group != null && !group.isAboutItself() && isCommon(group, failure)) {
      open(group.backOff(), failure, now);
    }
    if (group != null) {
      groups.splitOrReport(group, now);
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
    probe.flatMap(Probe::group).filter(groups::contains).ifPresent(group -> {
      group.asking(false);
      groups.answered(group, good, wasOpen, now);
    });
    if (outageEnded) {
      groups.askWholeDocuments(now);
    }
    groups.othersAreAnswered(now);
  }

  /** A probe was not sent after all, or its failure was about the pace: it may be asked for again. */
  public void notProbed(Probe probe) {
    probe.group().ifPresentOrElse(group -> group.asking(false), () -> probing = false);
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
      boolean any = held || groups.all().anyMatch(this::isCandidate);
      return any && !probing ? OptionalLong.of(common.retryAt()) : OptionalLong.empty();
    }
    return groups
        .all()
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
    groups.forgetUnwanted(wanted);
    return isOpen() ? probeOfOutage(held, now) : probeOfSearch(times, now);
  }

  /** What has become known since the last call, to be told once. */
  public List<Finding> findings() {
    return groups.findings();
  }

  private Optional<Probe> probeOfOutage(Set<SourceZone> held, long now) {
    if (probing || now < common.retryAt()) {
      return Optional.empty();
    }
    Optional<SuspectGroup> group = groups.all().filter(this::isCandidate).findFirst();
    heldsTurn = !held.isEmpty() && (heldsTurn || group.isEmpty());
    Optional<Probe> probe = heldsTurn
        ? Optional.of(new Probe(Optional.empty(), held, false))
        : group.map(one -> begin(one, false));
    heldsTurn = !heldsTurn;
    probing = probe.isPresent();
    return probe;
  }

  private Optional<Probe> probeOfSearch(SearchTimes times, long now) {
    return groups
        .all()
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
}
