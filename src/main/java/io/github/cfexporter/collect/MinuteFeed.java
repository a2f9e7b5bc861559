package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.JournalEntry;
import io.github.cfexporter.counting.MinuteTotals;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.remote.RemoteWrite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What one batch of one query kind still has to tell each receiver, minute by minute. What waits is
 * in the journals of the totals; here is only how far each receiver has come. Touched by the ordered
 * worker of its verticle, but for {@link #sent} and {@link #stop}.
 */
final class MinuteFeed {
  /** Samples after which no further source and zone is taken into the same portion. */
  private static final int ENOUGH = 5_000;

  private final BatchSeries series;
  private final RemoteWrite remote;

  /** By receiver: seconds since the epoch up to which it has everything. */
  private final Map<String, Map<SourceZone, Long>> positions = new ConcurrentHashMap<>();

  /** By receiver. */
  private final Map<String, Long> waiting = new HashMap<>();

  private final Set<SourceZone> holding = new HashSet<>();
  private boolean stopped;

  private final SampleWriter.Ends ends = new SampleWriter.Ends();

  MinuteFeed(BatchSeries series, RemoteWrite remote) {
    this.series = series;
    this.remote = remote;
    remote
        .receivers()
        .forEach(receiver -> positions.put(receiver.name(), new ConcurrentHashMap<>()));
    series.onGone(this::gone);
  }

  /**
   * One minute of some sources and zones.
   *
   * @param requests to be sent one after the other, no series twice in one
   * @param ends how far the receiver has come then, in seconds since the epoch
   */
  record Portion(List<List<RemoteSample>> requests, Map<SourceZone, Long> ends) {}

  /** By receiver, up to which second since the epoch it has everything; 0 if that is not known. */
  Map<String, Long> sent(SourceZone sourceZone) {
    Map<String, Long> sent = new TreeMap<>();
    positions.forEach((receiver, ends) -> sent.put(receiver, ends.getOrDefault(sourceZone, 0L)));
    return sent;
  }

  /** Nothing waits here any more, but perhaps on another node. On any thread. */
  synchronized void stop() {
    remote.receivers().forEach(receiver -> waits(receiver, 0));
    List.copyOf(holding).forEach(sourceZone -> holds(sourceZone, 0));
    stopped = true;
  }

  private synchronized void waits(ReceiverVerticle receiver, long samples) {
    if (!stopped) {
      long before = Optional.ofNullable(waiting.put(receiver.name(), samples)).orElse(0L);
      receiver.telemetry().waits(samples - before);
    }
  }

  /** Who is late and comes after the end changes nothing: the next owner may be on this node. */
  private synchronized void holds(SourceZone sourceZone, long bytes) {
    if (!stopped) {
      holding.add(sourceZone);
      remote.holds(sourceZone, bytes);
    }
  }

  /** Stored totals have come, with what an earlier owner knew. */
  void loaded(SourceZone sourceZone, Totals totals) {
    totals.journal().sent().forEach((receiver, end) -> {
      if (positions.containsKey(receiver)) {
        positions.get(receiver).merge(sourceZone, end, Math::max);
      }
    });
    holds(sourceZone, totals.journal().bytes());
  }

  /** A window was added. */
  void added(SourceZone sourceZone) {
    Totals totals = series.totals(sourceZone).orElseThrow();
    for (JournalEntry lost : totals.journal().dropped()) {
      for (ReceiverVerticle receiver : remote.receivers()) {
        if (position(receiver.name(), sourceZone) < lost.end()) {
          receiver.telemetry().dropped(lost.samples());
        }
      }
    }
    holds(sourceZone, totals.journal().bytes());
  }

  /** The batch is collected nowhere any more: ends of series that go on under no other, by receiver. */
  Map<String, List<RemoteSample>> end(Predicate<SourceZone> ended) {
    series.sourceZones().stream()
        .filter(ended)
        .toList()
        .forEach(sourceZone -> gone(sourceZone, series.totals(sourceZone).orElseThrow()));
    Map<String, List<RemoteSample>> all = new HashMap<>();
    positions.keySet().forEach(receiver -> all.put(receiver, ends.take(receiver)));
    return all;
  }

  /** Takes the oldest minute that a receiver lacks; empty when it lacks none. */
  Optional<Portion> next(ReceiverVerticle to, SampleWriter writer) {
    String receiver = to.name();
    List<RemoteSample> ending = ends.take(receiver);
    if (!ending.isEmpty()) {
      return Optional.of(new Portion(SampleWriter.requests(ending), Map.of()));
    }
    waits(to, lacking(receiver));
    OptionalLong oldest = series.sourceZones().stream()
        .flatMapToLong(sourceZone -> nextEnd(receiver, sourceZone).stream())
        .min();
    return oldest.isPresent()
        ? Optional.of(portion(receiver, oldest.getAsLong(), writer))
        : Optional.empty();
  }

  /** The receiver has taken a portion, or will never take it. */
  void done(String receiver, Portion portion) {
    portion.ends().forEach((sourceZone, end) -> {
      if (series.totals(sourceZone).isPresent()) {
        positions.get(receiver).merge(sourceZone, end, Math::max);
      }
    });
  }

  private Portion portion(String receiver, long end, SampleWriter writer) {
    List<RemoteSample> changes = new ArrayList<>();
    List<RemoteSample> values = new ArrayList<>();
    Map<SourceZone, Long> taken = new HashMap<>();
    for (SourceZone sourceZone : inOrder()) {
      if (values.size() < ENOUGH && nextEnd(receiver, sourceZone).equals(OptionalLong.of(end))) {
        Totals totals = series.totals(sourceZone).orElseThrow();
        MinuteTotals.after(position(receiver, sourceZone), totals).ifPresent(minute -> {
          if (ends.isRenamed(receiver, sourceZone, writer)) {
            ends.end(receiver, sourceZone, totals, changes::add);
          } else {
            minute.gone(writer.ends(sourceZone, changes::add));
          }
          minute.zeros(writer.values(sourceZone, changes::add));
          minute.values(writer.values(sourceZone, values::add));
        });
        ends.written(receiver, sourceZone, end, writer);
        taken.put(sourceZone, end);
      }
    }
    List<List<RemoteSample>> requests = new ArrayList<>(SampleWriter.requests(changes));
    requests.addAll(SampleWriter.requests(values));
    return new Portion(requests, taken);
  }

  /**
   * However many there are: after a fail-over, what a receiver has of a request already is one piece of it,
   * which the receiver refuses, and not one here and one there.
   */
  private List<SourceZone> inOrder() {
    return series.sourceZones().stream()
        .sorted(Comparator.comparing(SourceZone::source).thenComparing(SourceZone::zone))
        .toList();
  }

  private OptionalLong nextEnd(String receiver, SourceZone sourceZone) {
    long position = position(receiver, sourceZone);
    return series.totals(sourceZone).stream()
        .flatMap(totals -> totals.journal().entries().stream())
        .mapToLong(JournalEntry::end)
        .filter(end -> end > position)
        .findFirst();
  }

  private long position(String receiver, SourceZone sourceZone) {
    return positions.get(receiver).getOrDefault(sourceZone, 0L);
  }

  private long lacking(String receiver) {
    long samples = 0;
    for (SourceZone sourceZone : series.sourceZones()) {
      long position = position(receiver, sourceZone);
      samples += series.totals(sourceZone).stream()
          .flatMap(totals -> totals.journal().entries().stream())
          .filter(entry -> entry.end() > position)
          .mapToLong(JournalEntry::samples)
          .sum();
    }
    return samples;
  }

  private void gone(SourceZone sourceZone, Totals totals) {
    holds(sourceZone, 0);
    positions.values().forEach(ends -> ends.remove(sourceZone));
    ends.gone(sourceZone, totals);
  }
}
