package io.github.cfexporter.counting.series;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Totals of the series of one family in one zone, by their label values. Series stand in parallel
 * arrays in the order of their arrival, found through a table of their hashes: some 28 bytes a series
 * beside the key, where a map of boxed numbers takes about 80.
 *
 * <p>The arrays are seen in pages that know when they last changed, so that whoever shows the series
 * need not look at those that stand still. Series that are always busy arrive early and share the
 * first pages.
 *
 * <p>A key is the label values joined by {@link SeriesKey}. Not safe for concurrent use.
 */
public final class SeriesTable {
  /** Series of one page. */
  public static final int PAGE = 256;

  private static final int SMALLEST = 8;

  private String[] keys;
  private long[] totals;
  private int[] movedAt;
  private int size;
  private long characters;

  /**
   * Position of a series plus one, or zero, by hash; made and kept up when a key is looked for: what
   * one window adds is only read from front to back.
   */
  private int[] slots = {0};

  private int indexed;

  /** The series behind the one that was added to last: windows come in much the same order. */
  private int next;

  private int[] versions = {};
  private int changes;

  public SeriesTable() {
    this(0);
  }

  /** A table with room for so many series; it grows when there are more. */
  public SeriesTable(int expected) {
    keys = new String[Math.max(SMALLEST, expected)];
    totals = new long[keys.length];
    movedAt = new int[keys.length];
  }

  /**
   * Adds to a series, which begins with the amount when it is new. An amount of zero makes a new
   * series known but does not count as a movement of an old one.
   *
   * @param amount not negative
   * @param at seconds since the epoch
   * @return false when the total cannot hold the amount, and so stays what it was
   */
  public boolean add(String key, long amount, int at) {
    if (next == size || !keys[next].equals(key)) {
      int slot = find(key);
      next = slots[slot] == 0 ? append(key, at) : slots[slot] - 1;
    }
    return addAt(next++, amount, at);
  }

  /** Where a series stands; negative when it is unknown. Cheap for the one behind the last. */
  int place(String key) {
    if (next == size || !keys[next].equals(key)) {
      int slot = find(key);
      if (slots[slot] == 0) {
        return -1;
      }
      next = slots[slot] - 1;
    }
    return next++;
  }

  /** Adds to the series that stands there; tells whether its total could hold the amount. */
  public boolean addAt(int series, long amount, int at) {
    if (amount < 0 || totals[series] > Long.MAX_VALUE - amount) {
      return false;
    }
    if (amount > 0) {
      totals[series] += amount;
      movedAt[series] = Math.max(movedAt[series], at);
      versions[series / PAGE] = ++changes;
    }
    return true;
  }

  /** The total of a series; zero when it is unknown. */
  public long total(String key) {
    int slot = find(key); // may replace the slots
    int series = slots[slot] - 1;
    return series < 0 ? 0 : totals[series];
  }

  boolean contains(String key) {
    return place(key) >= 0;
  }

  public int size() {
    return size;
  }

  /** An estimate of the heap that its series take in the whole process, in bytes. */
  public long bytes() {
    return SeriesBytes.of(size, characters);
  }

  public void forEach(SeriesVisitor visitor) {
    for (int series = 0; series < size; series++) {
      visitor.series(keys[series], totals[series], movedAt[series]);
    }
  }

  public int pages() {
    return (size + PAGE - 1) / PAGE;
  }

  /** How many series a page holds. */
  public int pageSize(int page) {
    return Math.min(PAGE, size - page * PAGE);
  }

  /** Another number whenever something on the page has changed. */
  public int version(int page) {
    return versions[page];
  }

  public void forEachOn(int page, SeriesVisitor visitor) {
    int end = page * PAGE + pageSize(page);
    for (int series = page * PAGE; series < end; series++) {
      visitor.series(keys[series], totals[series], movedAt[series]);
    }
  }

  /** Forgets series that last grew before the given second; answers how many. */
  public int removeIdle(int before, SeriesChanges changes) {
    int idle = 0;
    for (int series = 0; series < size; series++) {
      if (movedAt[series] < before) {
        changes.left(keys[series], totals[series]);
        idle++;
      }
    }
    if (idle > 0) {
      keepSince(before);
    }
    return idle;
  }

  /** A table of its own, with the very same keys. */
  public SeriesTable copy() {
    SeriesTable copy = new SeriesTable();
    copy.keys = Arrays.copyOf(keys, Math.max(SMALLEST, size));
    copy.totals = Arrays.copyOf(totals, Math.max(SMALLEST, size));
    copy.movedAt = Arrays.copyOf(movedAt, Math.max(SMALLEST, size));
    copy.size = size;
    copy.characters = characters;
    copy.next = size;
    copy.versions = versions.clone();
    copy.changes = changes;
    return copy;
  }

  /** A copy for reading and comparing. */
  public Map<String, Long> toMap() {
    Map<String, Long> map = new HashMap<>();
    forEach((key, total, at) -> map.put(key, total));
    return map;
  }

  private void keepSince(int before) {
    SeriesTable kept = new SeriesTable();
    kept.changes = changes; // a page of the new order must not look like one of the old
    forEach((key, total, at) -> {
      if (at >= before) {
        kept.add(key, total, at);
      }
    });
    keys = kept.keys;
    totals = kept.totals;
    movedAt = kept.movedAt;
    size = kept.size;
    characters = kept.characters;
    slots = kept.slots;
    indexed = kept.indexed;
    versions = kept.versions;
    changes = kept.changes;
    next = size;
  }

  /** Begins a series that is not there yet with zero; answers where it stands. */
  public int append(String key, int at) {
    if (size == keys.length) {
      grow();
    }
    keys[size] = key;
    characters += key.length();
    movedAt[size] = at;
    if (size % PAGE == 0) {
      versions = Arrays.copyOf(versions, size / PAGE + 1);
    }
    versions[size / PAGE] = ++changes;
    return size++;
  }

  /** By half, not twofold: most tables are large and stay as they are. */
  private void grow() {
    int room = keys.length + keys.length / 2;
    keys = Arrays.copyOf(keys, room);
    totals = Arrays.copyOf(totals, room);
    movedAt = Arrays.copyOf(movedAt, room);
  }

  /** The slot that holds the key, or the empty one where it belongs. */
  private int find(String key) {
    if (indexed < size) {
      index();
    }
    return search(key);
  }

  private void index() {
    int length = Integer.highestOneBit(keys.length + keys.length / 2) * 2;
    if (slots.length < length) {
      slots = new int[length];
      indexed = 0;
    }
    for (; indexed < size; indexed++) {
      slots[search(keys[indexed])] = indexed + 1;
    }
  }

  private int search(String key) {
    int mask = slots.length - 1;
    int hash = key.hashCode();
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (slots[slot] != 0 && !keys[slots[slot] - 1].equals(key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
