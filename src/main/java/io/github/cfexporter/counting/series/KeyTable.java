package io.github.cfexporter.counting.series;

import java.util.Arrays;

/**
 * Keys by their parts, in the order of their arrival. Cloudflare sorts rows by their dimensions, so
 * whoever has found a key tries the one behind it first, and takes the hash only where rows have come
 * or gone in between. Not safe for concurrent use.
 */
final class KeyTable {
  private String[] keys = new String[8];
  private int size;

  /** Position of a key plus one, or zero, by hash; half empty at least. */
  private int[] slots = new int[16];

  /** The number of the key with these parts, or -1. */
  int find(KeyParts parts) {
    int guess = parts.next();
    if (guess < size && parts.spell(keys[guess])) {
      parts.foundAt(guess);
      return guess;
    }
    int hash = parts.hash();
    int slot = spread(hash);
    for (int key = slots[slot] - 1; key >= 0; key = slots[slot] - 1) {
      if (keys[key].hashCode() == hash && parts.spell(keys[key])) {
        parts.foundAt(key);
        return key;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  int size() {
    return size;
  }

  String key(int number) {
    return keys[number];
  }

  /** Adds a key that is not there yet; answers its number. */
  int add(String key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      slots = new int[slots.length * 2];
      for (int old = 0; old < size; old++) {
        place(old);
      }
    }
    keys[size] = key;
    place(size);
    return size++;
  }

  private void place(int key) {
    int slot = spread(keys[key].hashCode());
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = key + 1;
  }

  private int spread(int hash) {
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }
}
