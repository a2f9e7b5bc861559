package io.github.cfexporter.credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list of Cloudflare's holds, without believing at once that something is gone: a list comes
 * empty or short at times, with status 200. What is missing stays until {@value #LISTS} lists in a row
 * over at least {@link #SPAN_MILLIS} agree; then it is <em>gone</em>, and kept as such for {@link
 * #KEPT_MILLIS}, so that what was counted of it goes on if it comes back.
 *
 * <p>All instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class ConfirmedList<T> {
  public static final int LISTS = 3;
  public static final long SPAN_MILLIS = 180_000;
  public static final long KEPT_MILLIS = 3_600_000;

  /** While something is missing that is not gone yet, the list is read again this soon. */
  public static final long DOUBT_MILLIS = 60_000;

  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  /**
   * One item as it was listed last.
   *
   * @param missed lists in a row that did not have it
   * @param since when the first of these came
   */
  private record Entry<T>(T item, int missed, long since) {
    private Entry<T> missedAt(long now) {
      return new Entry<>(item, missed + 1, missed == 0 ? now : since);
    }

    private boolean isGone(long now) {
      return missed >= LISTS && now >= since + SPAN_MILLIS;
    }
  }

  /** The same, to be changed on its own. */
  public ConfirmedList<T> copy() {
    ConfirmedList<T> copy = new ConfirmedList<>();
    copy.entries.putAll(entries);
    return copy;
  }

  /** Takes over what was known before the first list came here; it is not told twice. */
  public void restore(Map<String, T> known) {
    known.forEach((id, item) -> entries.putIfAbsent(id, new Entry<>(item, 0, 0)));
  }

  /** Takes over a list that came whole. */
  public void take(Map<String, T> listed, long now) {
    entries.replaceAll((id, entry) -> listed.containsKey(id) ? entry : entry.missedAt(now));
    listed.forEach((id, item) -> entries.put(id, new Entry<>(item, 0, 0)));
    entries
        .values()
        .removeIf(entry -> entry.isGone(now) && now >= entry.since() + SPAN_MILLIS + KEPT_MILLIS);
  }

  /** What there is, with what is only doubted, in the order first listed. */
  public List<T> present(long now) {
    return select(now, false);
  }

  /** What is gone, but was there until lately. */
  public List<T> gone(long now) {
    return select(now, true);
  }

  /** Whether the next list should come soon, because something is missing. */
  public boolean isInDoubt(long now) {
    return entries.values().stream().anyMatch(entry -> entry.missed() > 0 && !entry.isGone(now));
  }

  private List<T> select(long now, boolean gone) {
    List<T> some = new ArrayList<>();
    for (Entry<T> entry : entries.values()) {
      if (entry.isGone(now) == gone) {
        some.add(entry.item());
      }
    }
    return some;
  }
}
