package io.github.cfexporter.counting.series;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Keys of one generation from which it ends earlier: labels may change faster than they repeat. */
  private static final int MANY = 20_000;

  private final AtomicReference<Lent> idle = new AtomicReference<>(new Lent());
  private final AtomicBoolean forgotten = new AtomicBoolean();

  public Lent take() {
    Lent lent = idle.getAndSet(null);
    return lent == null ? new Lent() : lent;
  }

  /** To be called by the taker, who must not use them any more. */
  public void giveBack(Lent lent) {
    boolean old = ++lent.windows % LIFETIME == 0;
    lent.byLabels.values().stream()
        .filter(keys -> old || keys.size() > MANY)
        .forEach(KeyGenerations::age);
    idle.set(forgotten.getAndSet(false) ? new Lent() : lent);
  }

  /**
   * Begins anew, with the next window where one is being read now. To be called when the counters had
   * no room for some of the keys, which would be held here alone.
   */
  public void forget() {
    forgotten.set(idle.getAndUpdate(lent -> lent == null ? null : new Lent()) == null);
  }

  /** The keys in the hands of one tally. */
  public static final class Lent {
    private final Map<Integer, KeyGenerations> byLabels = new HashMap<>();
    private int windows;
    private int[] sizes = {};

    /** Keys of so many labels: only among them do the separators tell the values apart. */
    KeyGenerations of(int labels) {
      return byLabels.computeIfAbsent(labels, l -> new KeyGenerations());
    }

    /** How many series a metric had in the window before; the metric is counted from 0. */
    public int expected(int metric) {
      return metric < sizes.length ? sizes[metric] : 0;
    }

    public void expect(int[] seriesByMetric) {
      sizes = seriesByMetric;
    }
  }
}
