package io.github.cfexporter.collect;

import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was counted of each source and zone of one batch, in spans of about an hour, until the time has
 * come to ask Cloudflare for it once more. Of each there are two spans at most: one that grows, and one
 * that waits. They are this node's alone: after a start or a fail-over auditing begins anew.
 */
final class AuditedWindows {
  private final IdentityHashMap<SourceCursor, Span> growing = new IdentityHashMap<>();
  private final IdentityHashMap<SourceCursor, Span> waiting = new IdentityHashMap<>();

  /**
   * Windows that were counted one after the other.
   *
   * @param reading the node that they were read from
   * @param counted what its rows had of {@link Reading#audited}
   */
  record Span(SourceCursor cursor, Reading reading, Window window, long counted) {
    private boolean goesOnWith(Reading next, long from) {
      return window.to() == from && reading.equals(next);
    }

    private Span with(Window next, long more) {
      return new Span(cursor, reading, new Window(window.from(), next.to()), counted + more);
    }
  }

  /**
   * A window was counted.
   *
   * @param width from which a span is whole, in seconds
   */
  void counted(SourceCursor cursor, Reading reading, Window window, long counted, long width) {
    Span before = growing.get(cursor);
    Span span = before != null && before.goesOnWith(reading, window.from())
        ? before.with(window, counted)
        : new Span(cursor, reading, window, counted);
    if (span.window().seconds() < width) {
      growing.put(cursor, span);
    } else {
      growing.remove(cursor);
      waiting.put(cursor, span); // in place of one that waited for longer than that
    }
  }

  /** A window was counted of which something is known to be missing. */
  void interrupted(SourceCursor cursor) {
    growing.remove(cursor);
  }

  /** Takes the spans that ended before a second, as far as their cursors are still used. */
  List<Span> due(long endedBefore, Predicate<SourceCursor> isUsed) {
    growing.keySet().removeIf(cursor -> !isUsed.test(cursor));
    waiting.keySet().removeIf(cursor -> !isUsed.test(cursor));
    List<Span> due = new ArrayList<>();
    waiting.values().removeIf(span -> span.window().to() <= endedBefore && due.add(span));
    return due;
  }
}
