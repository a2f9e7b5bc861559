package io.github.cfexporter.cloudflare.rest;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the items of all lists take that are being read at a time, page by page: each page may
 * be as large as an answer, and there may be a thousand of them. Safe for use by several threads.
 */
final class ListMemory {
  private static final int PART_OF_HEAP = 32;

  /** Bytes of an item beside its texts. */
  private static final int BYTES_OF_AN_ITEM = 200;

  /** Bytes of a tree for each character of its JSON; short names and numbers have little text. */
  private static final int BYTES_OF_A_CHARACTER = 5;

  private final long capacity;
  private final AtomicLong taken = new AtomicLong();

  /** @param capacity bytes of all lists */
  ListMemory(long capacity) {
    this.capacity = capacity;
  }

  /** As much as the heap of this process can spare. */
  static ListMemory ofHeap() {
    return new ListMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** An estimate of the heap that an item takes, a record of texts or the tree of its JSON. */
  static long bytes(Object item) {
    return BYTES_OF_AN_ITEM
        + (item instanceof JsonObject tree
            ? (long) BYTES_OF_A_CHARACTER * tree.encode().length()
            : item.toString().length());
  }

  /** Takes bytes, which are to be given back in any case; tells whether there is room for them. */
  boolean take(long bytes) {
    return taken.addAndGet(bytes) <= capacity;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }
}
