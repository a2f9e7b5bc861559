package io.github.cfexporter.http.page;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.exposition.FamilySize;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A family, how much of it there is, and what denying it would save.
 *
 * @param lastOfKind whether nothing else of its query kind is wanted, so that its calls would end, too
 */
public record FamilyUse(
    String kind, Family family, FamilySize size, boolean denied, boolean lastOfKind) {

  /** All families of some kinds. */
  public static List<FamilyUse> of(
      List<? extends QueryKind> kinds, Map<String, FamilySize> sizes, Set<String> denied) {
    List<FamilyUse> uses = new ArrayList<>();
    for (QueryKind kind : kinds) {
      long wanted = kind.families().stream()
          .filter(family -> !denied.contains(family.name()))
          .count();
      for (Family family : kind.families()) {
        boolean isDenied = denied.contains(family.name());
        uses.add(new FamilyUse(
            kind.name(),
            family,
            sizes.getOrDefault(family.name(), FamilySize.NONE),
            isDenied,
            wanted == 1 && !isDenied));
      }
    }
    return uses;
  }

  JsonObject json() {
    return new JsonObject()
        .put("name", family.name())
        .put("kind", kind)
        .put("type", family.type().word())
        .put("help", family.help())
        .put("series", size.series())
        .put("bytes", size.bytes())
        .put("denied", denied)
        .put("last_of_kind", lastOfKind);
  }
}
