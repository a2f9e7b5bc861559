package io.github.cfexporter.counting;

/** Keys by their parts: open addressing, half empty at least. Not safe for concurrent use. */
final class KeyTable {
  private String[] keys = new String[16];
  private int size;

  /** The key with these parts, or null. */
  String find(KeyParts parts, int hash) {
    int slot = spread(hash);
    for (String key = keys[slot]; key != null; key = keys[slot]) {
      if (key.hashCode() == hash && parts.spell(key)) {
        return key;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return null;
  }

  /** Adds a key that is not there yet. */
  void add(String key) {
    if (++size * 2 > keys.length) {
      String[] crowded = keys;
      keys = new String[crowded.length * 2];
      for (String old : crowded) {
        if (old != null) {
          place(old);
        }
      }
    }
    place(key);
  }

  private void place(String key) {
    int slot = spread(key.hashCode());
    while (keys[slot] != null) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
  }

  private int spread(int hash) {
    return (hash ^ (hash >>> 16)) & (keys.length - 1);
  }
}
