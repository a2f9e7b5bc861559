package io.github.cfexporter.naming;

import io.github.cfexporter.catalog.Family;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A family under another name.
 *
 * @param from its name here
 * @param labels names of labels that differ, ours to theirs
 * @param drop labels that are not there; series that only differ in them are added up
 * @param where values that labels must have; these labels are not there
 * @param region whether the part of the world follows the label {@code country}
 * @param scale what values are multiplied by, for another unit
 * @param numbers states that are one series there
 */
record NamedFamily(
    String name,
    String from,
    Map<String, String> labels,
    Set<String> drop,
    Map<String, String> where,
    boolean region,
    BigDecimal scale,
    Optional<StateNumbers> numbers) {
  private static final String COUNTRY = "country";
  private static final String REGION = "region";

  NamedFamily {
    labels = Map.copyOf(labels);
    drop = Set.copyOf(drop);
    where = Map.copyOf(where);
  }

  /** Whether several series become one, perhaps of several fragments. */
  boolean addsUp() {
    return !drop.isEmpty();
  }

  Family of(Family ours) {
    return new Family(name, ours.type(), ours.help(), names(ours.labels()));
  }

  /** The line as it is there; empty if it is not. */
  Optional<SampleLine> of(SampleLine ours) {
    for (Map.Entry<String, String> wanted : where.entrySet()) {
      if (!wanted.getValue().equals(ours.labels().get(wanted.getKey()))) {
        return Optional.empty();
      }
    }
    Optional<String> number =
        numbers.isPresent() ? numbers.get().of(ours) : Optional.of(scaled(ours.number()));
    return number.map(value -> new SampleLine(theirs(ours), value));
  }

  private Map<String, String> theirs(SampleLine ours) {
    Map<String, String> theirs = new LinkedHashMap<>();
    ours.labels().forEach((label, value) -> {
      if (has(label)) {
        theirs.put(labels.getOrDefault(label, label), value);
        if (region && label.equals(COUNTRY)) {
          theirs.put(REGION, Regions.of(value));
        }
      }
    });
    return theirs;
  }

  private boolean has(String label) {
    return !drop.contains(label)
        && !where.containsKey(label)
        && numbers.filter(states -> states.label().equals(label)).isEmpty();
  }

  private List<String> names(List<String> ours) {
    List<String> theirs = new ArrayList<>();
    for (String label : ours) {
      if (has(label)) {
        theirs.add(labels.getOrDefault(label, label));
        if (region && label.equals(COUNTRY)) {
          theirs.add(REGION);
        }
      }
    }
    return theirs;
  }

  /** Values that are no numbers, such as {@code NaN}, stay what they are. */
  private String scaled(String number) {
    if (scale.compareTo(BigDecimal.ONE) == 0 || !SampleLine.isFinite(number)) {
      return number;
    }
    return SampleLine.text(new BigDecimal(number).multiply(scale));
  }
}
