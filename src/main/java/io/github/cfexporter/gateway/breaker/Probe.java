package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What is to be asked for, away from other documents. */
public final class Probe {
  private final Optional<SuspectGroup> group;
  private final Set<SourceZone> asked;
  private final boolean search;

  Probe(Optional<SuspectGroup> group, Collection<SourceZone> asked, boolean search) {
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

  /** Whom the search is for; empty for those who wait for the breaker to close. */
  Optional<SuspectGroup> group() {
    return group;
  }
}
