package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What a search has found out: these fail by themselves while others are answered, or no longer do.
 *
 * @param began false when they were answered again
 */
public record Finding(List<SourceZone> members, boolean began) {
  public Finding {
    members = List.copyOf(members);
  }

  Finding(Collection<SourceZone> members, boolean began) {
    this(List.copyOf(members), began);
  }

  /** Whom it is about, as a log line says it: what all members share by name, the rest as a number. */
  public String subject() {
    return "zone=" + named(SourceZone::zone, "zones") + " query="
        + named(SourceZone::kind, "queries") + " source=" + named(SourceZone::source, "sources");
  }

  private String named(Function<SourceZone, String> part, String many) {
    List<String> names = members.stream().map(part).distinct().toList();
    return names.size() == 1 ? names.get(0) : names.size() + "_" + many;
  }
}
