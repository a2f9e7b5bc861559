package io.github.cfexporter.report.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when causes last, and which came and went. What is gone for a moment and comes back has lasted.
 * Safe for use by several threads.
 */
final class CauseHistory {
  private static final int MOST_EVENTS = 200;
  private static final Duration MOMENT = Duration.ofSeconds(45);

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Deque<Event> events = new ArrayDeque<>();

  private record Entry(Cause cause, Instant since, Instant seen) {}

  /** Takes what holds now; to be called again and again. */
  synchronized void take(List<Cause> causes, Instant now) {
    for (Cause cause : causes) {
      Entry known = entries.get(cause.key());
      if (known == null) {
        add(new Event(now, "began", cause.level().word(), cause.sentence()));
      }
      entries.put(cause.key(), new Entry(cause, known == null ? now : known.since(), now));
    }
    Iterator<Entry> each = entries.values().iterator();
    while (each.hasNext()) {
      Entry entry = each.next();
      if (entry.seen().plus(MOMENT).isBefore(now)) {
        each.remove();
        add(new Event(
            now,
            "ended",
            entry.cause().level().word(),
            "Over after " + words(Duration.between(entry.since(), entry.seen())) + ": "
                + entry.cause().sentence()));
      }
    }
  }

  /** The causes with the time when each began: now, if it was not seen before. */
  synchronized List<StandingCause> standing(List<Cause> causes, Instant now) {
    return causes.stream()
        .map(cause -> {
          Entry known = entries.get(cause.key());
          return new StandingCause(cause, known == null ? now : known.since());
        })
        .toList();
  }

  synchronized void add(Event event) {
    if (events.size() == MOST_EVENTS) {
      events.removeLast();
    }
    events.addFirst(event);
  }

  /** The newest first. */
  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  private static String words(Duration lasted) {
    long seconds = lasted.toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }
}
