package io.github.cfexporter.counting;

import java.util.HashMap;
import java.util.Map;

/**
 * Totals of the series of one family in one zone, by their label values. Open addressing over
 * parallel arrays: 16 bytes a slot beside the key, where a map of boxed numbers takes about 80.
 *
 * <p>A key is the label values joined by {@link SeriesKey}. Not safe for concurrent use.
 */
public final class SeriesTable {
  private static final int SMALLEST = 8;

  private String[] keys = new String[SMALLEST];
  private long[] totals = new long[SMALLEST];
  private int[] movedAt = new int[SMALLEST];
  private int size;

  /** Receives one series. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes one series of the table.
     *
     * @param movedAt when the total last grew, in seconds since the epoch
     */
    void series(String key, long total, int movedAt);
  }

  /**
   * Adds to a series, which begins with the amount when it is new. An amount of zero makes a new
   * series known but does not count as a movement of an old one.
   *
   * @param at seconds since the epoch
   */
  public void add(String key, long amount, int at) {
    int slot = find(key);
    if (keys[slot] == null) {
      slot = insert(slot, key);
      movedAt[slot] = at;
    } else if (amount != 0) {
      movedAt[slot] = Math.max(movedAt[slot], at);
    }
    totals[slot] = Math.addExact(totals[slot], amount);
  }

  /** The total of a series; zero when it is unknown. */
  public long total(String key) {
    int slot = find(key);
    return keys[slot] == null ? 0 : totals[slot];
  }

  public int size() {
    return size;
  }

  public void forEach(Visitor visitor) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != null) {
        visitor.series(keys[slot], totals[slot], movedAt[slot]);
      }
    }
  }

  /** Forgets series that last grew before the given second; answers how many. */
  public int removeIdle(int before) {
    int idle = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != null && movedAt[slot] < before) {
        idle++;
      }
    }
    if (idle > 0) {
      SeriesTable kept = new SeriesTable();
      forEach((key, total, at) -> {
        if (at >= before) {
          kept.add(key, total, at);
        }
      });
      become(kept);
    }
    return idle;
  }

  /** A copy for reading and comparing. */
  public Map<String, Long> toMap() {
    Map<String, Long> map = new HashMap<>(size * 2);
    forEach((key, total, at) -> map.put(key, total));
    return map;
  }

  private void become(SeriesTable other) {
    keys = other.keys;
    totals = other.totals;
    movedAt = other.movedAt;
    size = other.size;
  }

  private int insert(int slot, String key) {
    int target = slot;
    if ((size + 1) * 3 > keys.length * 2) {
      grow();
      target = find(key);
    }
    keys[target] = key;
    size++;
    return target;
  }

  private void grow() {
    String[] oldKeys = keys;
    long[] oldTotals = totals;
    int[] oldMovedAt = movedAt;
    keys = new String[oldKeys.length * 2];
    totals = new long[keys.length];
    movedAt = new int[keys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] != null) {
        int slot = find(oldKeys[old]);
        keys[slot] = oldKeys[old];
        totals[slot] = oldTotals[old];
        movedAt[slot] = oldMovedAt[old];
      }
    }
  }

  /** The slot that holds the key, or the empty one where it belongs. */
  private int find(String key) {
    int mask = keys.length - 1;
    int hash = key.hashCode();
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (keys[slot] != null && !keys[slot].equals(key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
