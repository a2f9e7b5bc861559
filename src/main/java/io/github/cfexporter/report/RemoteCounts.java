package io.github.cfexporter.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What becomes of samples that are sent by remote write; safe for use by several threads. */
public final class RemoteCounts {
  private final Function<Count, LongAdder> counters;
  private final Map<Count, LongSupplier> states = new ConcurrentSkipListMap<>();

  RemoteCounts(Function<Count, LongAdder> counters) {
    this.counters = counters;
  }

  /** Where to ask how many samples wait for a receiver, and for the second of the newest sent one. */
  public void receiver(String receiver, LongSupplier pending, LongSupplier newest) {
    states.put(Count.of(Count.Subject.REMOTE_PENDING, receiver), pending);
    states.put(Count.of(Count.Subject.REMOTE_NEWEST, receiver), newest);
    List.of("sent", "refused", "dropped").forEach(outcome -> samples(receiver, outcome, 0));
  }

  /** Samples for a receiver were {@code sent}, {@code refused} or {@code dropped}. */
  public void samples(String receiver, String outcome, long samples) {
    counters.apply(Count.of(Count.Subject.REMOTE_SAMPLES, receiver, outcome)).add(samples);
  }

  Map<Count, Long> states() {
    Map<Count, Long> now = new TreeMap<>();
    states.forEach((count, state) -> now.put(count, state.getAsLong()));
    return now;
  }
}
