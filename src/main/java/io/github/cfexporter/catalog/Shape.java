package io.github.cfexporter.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The leaves of one row, by dotted path and in the order they are selected.
 *
 * @param leaves scalar paths such as {@code dimensions.coloCode} or {@code count}; a leaf's position
 *     is its slot in a row
 * @param joined leaves that are lists of scalars, which are read as one text
 * @param lists paths of lists of objects, such as {@code sum.countryMap}, with the shape of an element
 */
public record Shape(List<String> leaves, Map<String, Shape> lists, Set<String> joined) {
  public Shape {
    leaves = List.copyOf(leaves);
    joined = Set.copyOf(joined);
    lists = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  /** A shape without lists of scalars. */
  public Shape(List<String> leaves, Map<String, Shape> lists) {
    this(leaves, lists, Set.of());
  }

  /** How many leaves there are, those of lists included. */
  public int size() {
    return leaves.size() + lists.values().stream().mapToInt(Shape::size).sum();
  }

  /** The slot of a leaf; the leaf must be part of the shape. */
  public int slot(String leaf) {
    int slot = leaves.indexOf(leaf);
    if (slot < 0) {
      throw new IllegalArgumentException(leaf + " is not among " + leaves);
    }
    return slot;
  }

  /** The position of a list among {@link #lists}, in their order. */
  public int listSlot(String list) {
    int slot = List.copyOf(lists.keySet()).indexOf(list);
    if (slot < 0) {
      throw new IllegalArgumentException(list + " is not among " + lists.keySet());
    }
    return slot;
  }

  /** Collects paths; naming one twice adds it once. */
  public static final class Builder {
    private final List<String> leaves = new ArrayList<>();
    private final Set<String> joined = new HashSet<>();
    private final Map<String, Builder> lists = new LinkedHashMap<>();

    public void leaf(String path) {
      if (!leaves.contains(path)) {
        leaves.add(path);
      }
    }

    /** Notes that a leaf is a list of scalars. */
    void joined(String path) {
      joined.add(path);
    }

    public Builder list(String path) {
      return lists.computeIfAbsent(path, p -> new Builder());
    }

    public Shape build() {
      Map<String, Shape> built = new LinkedHashMap<>();
      lists.forEach((path, shape) -> built.put(path, shape.build()));
      return new Shape(leaves, built, joined);
    }
  }
}
