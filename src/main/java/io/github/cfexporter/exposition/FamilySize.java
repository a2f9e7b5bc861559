package io.github.cfexporter.exposition;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of an answer a family is.
 *
 * @param bytes of its sample lines, uncompressed
 */
public record FamilySize(long series, long bytes) {
  public static final FamilySize NONE = new FamilySize(0, 0);

  /** Sizes of all families that some fragments have, by name. */
  public static Map<String, FamilySize> of(Collection<Fragment> fragments) {
    Map<String, FamilySize> sizes = new TreeMap<>();
    for (Fragment fragment : fragments) {
      for (Fragment.Section section : fragment.sections()) {
        if (section.isWithCreated()) {
          continue;
        }
        long bytes = section.chunks().stream().mapToLong(Chunk::plainLength).sum();
        sizes.merge(section.family(), new FamilySize(section.series(), bytes), FamilySize::plus);
      }
    }
    return sizes;
  }

  private FamilySize plus(FamilySize other) {
    return new FamilySize(series + other.series, bytes + other.bytes);
  }
}
