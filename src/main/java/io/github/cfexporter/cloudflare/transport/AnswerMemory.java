package io.github.cfexporter.cloudflare.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Bounds the bytes of all answers that are being received or read at a time. Those that come when
 * nothing is left wait; the one that began first never does, so that there is always one that gets to
 * its end, nor do small ones, such as those to health checks. Safe for use by several threads.
 */
final class AnswerMemory {
  private static final int PART_OF_HEAP = 64;

  /** Of what the largest answer may take, for all those beside the first on its way. */
  private static final int PART_BESIDE_THE_FIRST = 2;

  private static final long LARGEST_AT_LEAST = 8 << 20;
  private static final long LARGEST = 64 << 20;

  /** Bytes of an answer that never waits: all calls of a budget together make 20 MB of them. */
  private static final int SMALL = 64 << 10;

  private final long capacity;
  private final int small;
  private final Set<Lease> leases = new LinkedHashSet<>();
  private long taken;

  /**
   * Memory for answers.
   *
   * @param capacity bytes of all answers, beside the one that began first
   * @param small bytes up to which an answer never waits
   */
  AnswerMemory(long capacity, int small) {
    this.capacity = capacity;
    this.small = small;
  }

  /** As much as the heap of this process can spare. */
  static AnswerMemory ofHeap() {
    return new AnswerMemory(
        Runtime.getRuntime().maxMemory() / PART_OF_HEAP / PART_BESIDE_THE_FIRST, SMALL);
  }

  /**
   * Bytes of the largest answer that is taken. The first on its way waits for no other, so it is kept
   * in proportion to the heap.
   *
   * @param maxHeap most bytes that the heap may grow to
   */
  static int largestAnswer(long maxHeap) {
    return (int) Math.min(LARGEST, Math.max(LARGEST_AT_LEAST, maxHeap / PART_OF_HEAP));
  }

  /** What one answer holds, until it is closed. */
  final class Lease implements AutoCloseable {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long bytes;

    private Lease() {}

    /** Takes bytes that have arrived; tells whether more may be received at once. */
    boolean take(int more) {
      synchronized (AnswerMemory.this) {
        leases.add(this);
        bytes += more;
        taken += more;
        return mayGoOn(this);
      }
    }

    /** Calls back when more may be received. */
    void whenFree(Runnable callback) {
      boolean free;
      synchronized (AnswerMemory.this) {
        free = mayGoOn(this);
        if (!free) {
          waiting.add(callback);
        }
      }
      if (free) {
        callback.run();
      }
    }

    /** Gives back what it took; doing so again changes nothing. */
    @Override
    public void close() {
      List<Runnable> free = new ArrayList<>();
      synchronized (AnswerMemory.this) {
        if (leases.remove(this)) {
          taken -= bytes;
          bytes = 0;
          waiting.clear();
          leases.stream().filter(AnswerMemory.this::mayGoOn).forEach(lease -> {
            free.addAll(lease.waiting);
            lease.waiting.clear();
          });
        }
      }
      free.forEach(Runnable::run);
    }
  }

  Lease lease() {
    return new Lease();
  }

  /** Bytes that are held now. */
  synchronized long taken() {
    return taken;
  }

  private boolean mayGoOn(Lease lease) {
    Lease first = leases.isEmpty() ? lease : leases.iterator().next();
    return lease == first || lease.bytes <= small || taken - first.bytes <= capacity;
  }
}
