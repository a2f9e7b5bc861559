package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.MinuteTotals;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.remote.RemoteSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends series of one batch where each receiver last had them, under the names that they had there. Known
 * to this process alone: after a crash, or on another node, series end by themselves.
 */
final class SeriesEnds {
  /** By receiver. */
  private final Map<String, Map<SourceZone, LastMinute>> latest = new HashMap<>();

  /** By receiver, of what is gone altogether. */
  private final Map<String, List<RemoteSample>> untold = new HashMap<>();

  /**
   * The latest minute that was written of a source in a zone.
   *
   * @param end in seconds since the epoch
   * @param writer for the names that held then
   */
  private record LastMinute(long end, SampleWriter writer) {
    /** Ends every series that there was. */
    void end(SourceZone sourceZone, Totals totals, Consumer<RemoteSample> taker) {
      MinuteTotals.after(end - 1, totals)
          .ifPresent(minute -> minute.values(writer.ending(sourceZone, end, taker)));
    }
  }

  /** A minute is written for a receiver. */
  void written(String receiver, SourceZone sourceZone, long end, SampleWriter writer) {
    if (writer.shows(sourceZone)) {
      latest
          .computeIfAbsent(receiver, name -> new HashMap<>())
          .put(sourceZone, new LastMinute(end, writer));
    }
  }

  /** Whether a receiver has had a source in a zone under other names than those of now. */
  boolean isRenamed(String receiver, SourceZone sourceZone, SampleWriter now) {
    LastMinute last = latest.getOrDefault(receiver, Map.of()).get(sourceZone);
    return last != null && !last.writer().namesLike(now, sourceZone);
  }

  /** Ends every series that a receiver has had of a source in a zone. */
  void end(String receiver, SourceZone sourceZone, Totals totals, Consumer<RemoteSample> taker) {
    latest.get(receiver).get(sourceZone).end(sourceZone, totals, taker);
  }

  /** A source in a zone is forgotten. */
  void gone(SourceZone sourceZone, Totals totals) {
    latest.forEach((receiver, minutes) -> {
      LastMinute last = minutes.remove(sourceZone);
      if (last != null) {
        last.end(
            sourceZone, totals, untold.computeIfAbsent(receiver, name -> new ArrayList<>())::add);
      }
    });
  }

  /** What a receiver was not told yet of what is gone. */
  List<RemoteSample> take(String receiver) {
    List<RemoteSample> ends = untold.remove(receiver);
    return ends == null ? List.of() : ends;
  }
}
