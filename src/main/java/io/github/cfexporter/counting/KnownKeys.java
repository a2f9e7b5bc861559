package io.github.cfexporter.counting;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The series keys of earlier windows of one source in one zone. A row of a known series finds its
 * key here instead of making a new one, so that it allocates nothing and its key is the very string
 * that the counters hold.
 *
 * <p>One tally at a time has them; another that begins meanwhile, as after a fetch that was given up,
 * starts with none.
 */
public final class KnownKeys {
  /** Windows after which a key that did not occur again is forgotten, at most twice as many. */
  private static final int LIFETIME = 64;

  private final AtomicReference<Lent> idle = new AtomicReference<>(new Lent());

  Lent take() {
    Lent lent = idle.getAndSet(null);
    return lent == null ? new Lent() : lent;
  }

  /** To be called by the taker, who must not use them any more. */
  void giveBack(Lent lent) {
    if (++lent.windows % LIFETIME == 0) {
      lent.older = lent.recent;
      lent.recent = new KeyTable();
    }
    idle.set(lent);
  }

  /** The keys in the hands of one tally. */
  static final class Lent {
    private KeyTable recent = new KeyTable();
    private KeyTable older = new KeyTable();
    private int windows;
    private int[] sizes = {};

    /** The key with these parts. */
    String key(KeyParts parts) {
      String key = recent.find(parts);
      if (key != null) {
        return key;
      }
      key = older.find(parts);
      if (key == null) {
        String text = parts.joined();
        key = SeriesKey.clean(text);
        if (!key.equals(text)) {
          return key; // not to be found by these parts, and too odd to try harder
        }
      }
      recent.add(key);
      return key;
    }

    /** How many series a metric had in the window before; the metric is counted from 0. */
    int expected(int metric) {
      return metric < sizes.length ? sizes[metric] : 0;
    }

    void expect(int[] seriesByMetric) {
      sizes = seriesByMetric;
    }
  }
}
