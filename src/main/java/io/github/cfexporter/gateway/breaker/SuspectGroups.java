package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The groups of those that failed on one route, each of which is searched by itself; and what has been
 * found out. A source of a zone is in one group at most.
 */
final class SuspectGroups {
  private final List<SuspectGroup> groups = new ArrayList<>();
  private final Map<SourceZone, SuspectGroup> groupOf = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /** In the order in which they are probed during an outage. */
  Stream<SuspectGroup> all() {
    return groups.stream();
  }

  boolean contains(SuspectGroup group) {
    return groups.contains(group);
  }

  /** The group of one; empty when it did not fail lately. */
  Optional<SuspectGroup> of(SourceZone one) {
    return Optional.ofNullable(groupOf.get(one));
  }

  void add(SuspectGroup group) {
    groups.add(group);
    group.members().forEach(member -> groupOf.put(member, group));
  }

  void moveToEnd(SuspectGroup group) {
    groups.remove(group);
    groups.add(group);
  }

  /** How many groups may have failed for a common reason. */
  int unexplained() {
    return (int) groups.stream().filter(group -> !group.isAboutItself()).count();
  }

  /** Those named by the error; without a name, those like some that are known to fail alone. */
  Set<SourceZone> firstSuspects(List<SourceZone> members, Set<SourceZone> named) {
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

  /** Some of a group were answered, and are no longer in it. */
  void answered(SuspectGroup group, Collection<SourceZone> good, boolean outageEnded, long now) {
    good.forEach(groupOf::remove);
    group.answered(good, outageEnded, now);
    if (group.members().isEmpty()) {
      remove(group);
    }
  }

  /** Something was answered, so that every group is about itself. */
  void othersAreAnswered(long now) {
    for (SuspectGroup group : List.copyOf(groups)) {
      group.othersAreAnswered();
      splitOrReport(group, now);
    }
  }

  /** What an outage has cut into pieces is tried as a whole: no storm of small calls comes after it. */
  void askWholeDocuments(long now) {
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

  /** Takes out who is not wanted any more, unless it is being asked for. */
  void forgetUnwanted(Predicate<SourceZone> wanted) {
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

  /** Goes on with a group that cannot be searched further: in two halves, or as something found out. */
  void splitOrReport(SuspectGroup group, long now) {
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

  /** What has become known since the last call. */
  List<Finding> findings() {
    List<Finding> news = List.copyOf(findings);
    findings.clear();
    return news;
  }

  private void remove(SuspectGroup group) {
    groups.remove(group);
    group.members().forEach(groupOf::remove);
    if (!group.reported().isEmpty()) {
      findings.add(new Finding(group.reported(), false));
    }
  }
}
