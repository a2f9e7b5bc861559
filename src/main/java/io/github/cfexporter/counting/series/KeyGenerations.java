package io.github.cfexporter.counting.series;

/** Known keys of as many values each, those of the latest windows before those of earlier ones. */
final class KeyGenerations {
  private KeyTable recent = new KeyTable();
  private KeyTable older = new KeyTable();

  /** The number of the key with these parts, until the next {@link #age}. */
  int number(KeyParts parts) {
    int known = recent.find(parts);
    if (known >= 0) {
      return known;
    }
    if (parts.clean()) {
      return number(parts);
    }
    int old = older.find(parts);
    return recent.add(old >= 0 ? older.key(old) : parts.joined());
  }

  String key(int number) {
    return recent.key(number);
  }

  /** How many keys the latest windows had. */
  int size() {
    return recent.size();
  }

  /** Forgets what did not occur since the last time. */
  void age() {
    older = recent;
    recent = new KeyTable();
  }
}
