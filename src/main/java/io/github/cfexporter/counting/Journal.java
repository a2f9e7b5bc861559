package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.JournalTerms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The latest minutes of one source in one zone, as far as somebody has not been told of them yet. It
 * is part of the totals and changes in the same step, so that what was counted and what is still to
 * be told can never differ: the totals of any minute are those of now, with the later minutes undone.
 *
 * <p>The last minute that everybody has been told of stays, for what was shown then.
 */
public final class Journal {
  private final Deque<JournalEntry> entries;
  private final Map<String, Long> sent;
  private final List<MinuteChanges> leaving;
  private List<JournalEntry> dropped = List.of();
  private long bytes;

  public Journal() {
    this(List.of(), Map.of(), List.of());
  }

  /**
   * A journal as it was stored.
   *
   * @param leaving what has left since the last minute and belongs to the next one
   */
  public Journal(
      Collection<JournalEntry> entries, Map<String, Long> sent, Collection<MinuteChanges> leaving) {
    this.entries = new ArrayDeque<>(entries);
    this.sent = new TreeMap<>(sent);
    this.leaving = new ArrayList<>(leaving);
    this.bytes = entries.stream().mapToLong(JournalEntry::bytes).sum();
  }

  Journal copy() {
    return new Journal(entries, sent, leaving);
  }

  /** Whether nothing was ever written down. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What has left since the last minute. */
  public List<MinuteChanges> leaving() {
    return List.copyOf(leaving);
  }

  /** The oldest first. */
  public List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  Optional<JournalEntry> last() {
    return Optional.ofNullable(entries.peekLast());
  }

  /** By receiver, up to which second since the epoch it has everything, as of the last window. */
  public Map<String, Long> sent() {
    return Map.copyOf(sent);
  }

  /** An estimate of the heap that it takes. */
  public long bytes() {
    return bytes;
  }

  void add(JournalEntry entry) {
    JournalEntry whole = entry;
    if (!leaving.isEmpty()) {
      List<MinuteChanges> changes = new ArrayList<>(leaving);
      changes.addAll(entry.changes());
      whole =
          new JournalEntry(entry.begin(), entry.end(), entry.samples(), changes, entry.gauges());
      leaving.clear();
    }
    entries.addLast(whole);
    bytes += whole.bytes();
  }

  /**
   * Takes over how far receivers have come, and forgets what all of them have, what is too old, and
   * what is too much.
   */
  void keep(JournalTerms terms) {
    sent.clear();
    sent.putAll(terms.sent());
    long told = sent.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
    List<JournalEntry> unsent = new ArrayList<>();
    while (entries.size() > 1 && mayGo(entries.peekFirst(), told, terms)) {
      JournalEntry gone = entries.removeFirst();
      bytes -= gone.bytes();
      if (gone.end() > told) {
        unsent.add(gone);
      }
    }
    dropped = unsent;
  }

  /** What the last window made drop although not everybody had it. */
  public List<JournalEntry> dropped() {
    return List.copyOf(dropped);
  }

  private boolean mayGo(JournalEntry oldest, long told, JournalTerms terms) {
    return oldest.end() < told || oldest.end() < terms.oldest() || bytes > terms.mostBytes();
  }

  /** Forgets everything. */
  void clear() {
    entries.clear();
    sent.clear();
    leaving.clear();
    bytes = 0;
  }

  /** Families are no longer exported: their series have left before the next minute. */
  void leave(List<MinuteChanges> left) {
    leaving.addAll(left);
  }
}
