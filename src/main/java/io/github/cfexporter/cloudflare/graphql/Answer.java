package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.Fault;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an answer held beside its rows, which have gone to their sinks. Some parts may have been
 * refused while others are good: only those that are {@link #clean} may be counted.
 *
 * @param zones tags of the zones that came back; a zone the token may not see is just missing
 * @param rows how many rows each part had; a part that was not answered is missing
 * @param damaged parts that stand there, or should, but not as the API promises, without an error
 *     that tells why
 * @param cost what Cloudflare charged, in a unit it does not document
 * @param budget what is left of the budget, in the same unit
 */
public record Answer(
    Set<String> zones,
    Map<AnswerPart, Integer> rows,
    Set<AnswerPart> damaged,
    OptionalLong cost,
    OptionalLong budget,
    List<Fault> faults) {

  public Answer {
    zones = Set.copyOf(zones);
    rows = Map.copyOf(rows);
    damaged = Set.copyOf(damaged);
    faults = List.copyOf(faults);
  }

  /** Whether the part was answered and no error may be about it. */
  public boolean clean(AnswerPart part) {
    return rows.containsKey(part)
        && !damaged.contains(part)
        && faults.stream().noneMatch(f -> f.parts().contains(part));
  }

  /** Whether the part has as many rows as were asked for, so that some may be missing. */
  public boolean full(AnswerPart part, Node node) {
    return rows.getOrDefault(part, 0) >= node.rows();
  }

  /** Zones that were asked about and did not come back. */
  public Set<String> missing(Document document) {
    return document.zones().stream()
        .filter(zone -> !zones.contains(zone))
        .collect(Collectors.toUnmodifiableSet());
  }
}
