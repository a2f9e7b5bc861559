package io.github.cfexporter.naming;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.settings.values.SeriesNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is called how by somebody else. A file has a mapping for each family, by the name it has there:
 *
 * <ul>
 *   <li>{@code from}: the name it has here
 *   <li>{@code labels}: those that have other names there, {@code theirs: ours}
 *   <li>{@code drop}: labels that are not there; series that only differ in them are added up
 *   <li>{@code where}: values of labels that choose the series; these labels are not there
 *   <li>{@code region}: {@code true} for the part of the world behind {@code country}
 *   <li>{@code scale}: factor for another unit
 *   <li>{@code numbers}: a label that names states, with the number that each has there, {@code {label:
 *       {state: number}}}: the series whose value is 1 becomes that number, without the label
 * </ul>
 *
 * <p>What is not in the file has the same name in both, unless something else has it there.
 */
final class NameScheme {
  private static final Set<String> KEYS =
      Set.of("from", "labels", "drop", "where", "region", "scale", "numbers");

  private final Map<String, List<NamedFamily>> byOurName = new HashMap<>();
  private final Set<String> theirNames = new HashSet<>();

  private NameScheme(Map<?, ?> entries) {
    entries.forEach((name, said) -> {
      NamedFamily family = family((String) name, (Map<?, ?>) said);
      byOurName.computeIfAbsent(family.from(), n -> new ArrayList<>()).add(family);
      theirNames.add(family.name());
    });
  }

  /** From the file of that name. */
  static NameScheme of(SeriesNames names) {
    return new NameScheme(NamesFile.read(names.word()));
  }

  /** What becomes of a family: itself, others, or nothing. */
  List<NamedFamily> of(String ours) {
    List<NamedFamily> named = byOurName.get(ours);
    if (named != null) {
      return named;
    }
    return theirNames.contains(ours) ? List.of() : List.of(family(ours, Map.of("from", ours)));
  }

  /** Whether a family is the same there. */
  boolean isSame(String ours) {
    return !byOurName.containsKey(ours) && !theirNames.contains(ours);
  }

  List<Family> of(List<Family> ours) {
    return ours.stream()
        .flatMap(family -> of(family.name()).stream().map(named -> named.of(family)))
        .toList();
  }

  private static NamedFamily family(String name, Map<?, ?> said) {
    Set<Object> unknown = new HashSet<>(said.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty() || !(said.get("from") instanceof String from)) {
      throw new IllegalStateException(
          name + " says " + said + "; it needs from, and allowed are " + new TreeSet<>(KEYS));
    }
    Map<String, String> theirsByOurs = new HashMap<>();
    texts(said.get("labels")).forEach((theirs, ours) -> theirsByOurs.put(ours, theirs));
    Object drop = said.get("drop");
    Set<String> dropped = new HashSet<>();
    if (drop != null) {
      ((List<?>) drop).forEach(label -> dropped.add((String) label));
    }
    Object scale = said.get("scale");
    return new NamedFamily(
        name,
        from,
        theirsByOurs,
        dropped,
        texts(said.get("where")),
        "true".equals(said.get("region")),
        scale == null ? BigDecimal.ONE : new BigDecimal(scale.toString()),
        Optional.ofNullable(said.get("numbers")).map(NameScheme::numbers));
  }

  private static StateNumbers numbers(Object said) {
    Map.Entry<?, ?> label = ((Map<?, ?>) said).entrySet().iterator().next();
    return new StateNumbers((String) label.getKey(), texts(label.getValue()));
  }

  private static Map<String, String> texts(Object mapping) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (mapping != null) {
      ((Map<?, ?>) mapping).forEach((key, value) -> texts.put((String) key, (String) value));
    }
    return texts;
  }
}
