package io.github.cfexporter.catalog.live;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.QueryKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names that a user's files cannot give, because something else than a query kind has them.
 *
 * @param kinds names of kinds, with who has each
 * @param families names of metrics, with who has each
 * @param beginnings of names that whole groups of metrics have
 */
public record TakenNames(
    Map<String, String> kinds, Map<String, String> families, List<String> beginnings) {
  public static final TakenNames NONE = new TakenNames(Map.of(), Map.of(), List.of());

  public TakenNames {
    kinds = Map.copyOf(kinds);
    families = Map.copyOf(families);
    beginnings = List.copyOf(beginnings);
  }

  /** With every metric of these kinds, under the name of the file that declares it. */
  Map<String, String> familiesWith(List<? extends QueryKind> others) {
    Map<String, String> all = new LinkedHashMap<>(families);
    others.forEach(kind ->
        kind.families().forEach(family -> all.put(family.name(), Catalog.file(kind.name()))));
    return all;
  }
}
