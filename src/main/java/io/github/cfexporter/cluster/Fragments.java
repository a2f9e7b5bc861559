package io.github.cfexporter.cluster;

import io.github.cfexporter.exposition.Fragment;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rendered pieces of {@code /metrics}, kept in this node's memory so that a scrape asks nobody. */
public final class Fragments {
  private final Map<FragmentKey, Fragment> pieces = new ConcurrentHashMap<>();

  Fragments() {}

  /** Every fragment; a live view that is safe to iterate. */
  public Collection<Fragment> all() {
    return Collections.unmodifiableCollection(pieces.values());
  }

  public void put(FragmentKey key, Fragment fragment) {
    pieces.put(key, fragment);
  }

  public void remove(FragmentKey key) {
    pieces.remove(key);
  }
}
