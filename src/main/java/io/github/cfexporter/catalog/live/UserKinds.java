package io.github.cfexporter.catalog.live;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.CatalogException;
import io.github.cfexporter.catalog.Mistake;
import io.github.cfexporter.catalog.UserFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A user's own query kinds: each file as it was when it could last be used. A file that cannot be used
 * any more holds up no other one. Not safe for use by several threads.
 */
public final class UserKinds {
  private final TakenNames taken;
  private Map<String, UserFile> held = Map.of();
  private Catalog catalog = Catalog.bundled();

  public UserKinds(TakenNames taken) {
    this.taken = taken;
  }

  /** What holds now. */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * Takes the files for the first time.
   *
   * @throws CatalogException with every mistake in them; then nothing holds
   */
  public Catalog begin(Collection<UserFile> files) {
    hold(byPath(files));
    return catalog;
  }

  /**
   * Takes what there is now. A file with mistakes stays as it was before, or out if it is new.
   *
   * @param unreadable paths of files that are there, but of which nothing is known
   * @return every mistake there is
   */
  public List<Mistake> take(Collection<UserFile> files, Set<String> unreadable) {
    Set<Mistake> mistakes = new LinkedHashSet<>();
    Map<String, UserFile> wanted = byPath(files);
    unreadable.forEach(path -> goBack(path, wanted));
    while (!wanted.equals(held)) {
      try {
        hold(wanted);
      } catch (CatalogException e) {
        mistakes.addAll(e.mistakes());
        Set<String> changed = e.mistakes().stream()
            .map(Mistake::file)
            .filter(path -> !wanted.get(path).equals(held.get(path)))
            .collect(Collectors.toSet());
        if (changed.isEmpty()) { // what is sound alone does not go with what is gone
          break;
        }
        changed.forEach(path -> goBack(path, wanted));
      }
    }
    return new ArrayList<>(mistakes);
  }

  private void hold(Map<String, UserFile> files) {
    catalog = UserKindsReader.read(files.values(), taken);
    held = Map.copyOf(files);
  }

  private void goBack(String path, Map<String, UserFile> wanted) {
    if (held.containsKey(path)) {
      wanted.put(path, held.get(path));
    } else {
      wanted.remove(path);
    }
  }

  private static Map<String, UserFile> byPath(Collection<UserFile> files) {
    Map<String, UserFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    return byPath;
  }
}
