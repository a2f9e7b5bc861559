package io.github.cfexporter.gateway;

import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.UnknownName;
import java.util.List;
import java.util.Locale;

/** What one source asks of the schema: its dataset, the fields it selects and those it filters by. */
public final class SourceFields {

  /** Whether the name is that of the source's dataset. */
  public static boolean isDataset(Source source, UnknownName unknown) {
    return source.dataset().equals(unknown.name());
  }

  /** Whether the source selects a field of that name or filters by it. */
  public static boolean uses(Source source, UnknownName unknown) {
    return selects(source.shape(), unknown.name())
        || source.filter().containsKey(unknown.name())
        || (source.newest().isPresent() && unknown.name().equals("orderBy"));
  }

  /** Whether the type that lacks the name is one of the source's dataset, as far as it is told. */
  public static boolean isOfDataset(Source source, UnknownName unknown) {
    return unknown
        .type()
        .toLowerCase(Locale.ROOT)
        .contains(source.dataset().toLowerCase(Locale.ROOT));
  }

  private static boolean selects(Shape shape, String name) {
    return shape.leaves().stream().anyMatch(path -> isOn(path, name))
        || shape.lists().entrySet().stream()
            .anyMatch(list -> isOn(list.getKey(), name) || selects(list.getValue(), name));
  }

  private static boolean isOn(String path, String name) {
    return List.of(path.split("\\.")).contains(name);
  }

  private SourceFields() {}
}
