package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.MinuteTotals;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.remote.SampleLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes the series of a batch as samples, under the names that hold at the moment. A series that has
 * ended, or begins again at zero, says so a millisecond after its last minute, where no minute ends.
 *
 * @param account how the account is shown
 * @param zones how zones are shown, by their ids; others are not
 * @param families that are shown
 * @param decimals how many digits of counters stand behind the point, by family
 */
record SampleWriter(
    String account,
    Map<String, String> zones,
    Set<String> families,
    Map<String, Integer> decimals,
    SampleLabels labels) {
  /** Samples of one request, as Prometheus itself sends them. */
  private static final int MOST_OF_REQUEST = 2_000;

  private static final long MILLIS = 1_000;

  /** Values at their seconds. */
  MinuteTotals.Values values(SourceZone sourceZone, Consumer<RemoteSample> taker) {
    MinuteTotals.Values all = writer(
        sourceZone,
        (labels, value, second) -> taker.accept(new RemoteSample(labels, second * MILLIS, value)));
    return (family, own, key, value, second) -> {
      if (families.contains(family)) {
        all.value(family, own, key, value, second);
      }
    };
  }

  /**
   * Ends of series that were there up to the seconds that they have, see {@link MinuteTotals#gone}; also
   * of families that are not shown, because a series may end for that very reason.
   */
  MinuteTotals.Values ends(SourceZone sourceZone, Consumer<RemoteSample> taker) {
    return writer(
        sourceZone, (labels, value, second) -> taker.accept(after(labels, second, value)));
  }

  /** Ends of series whatever their values, because nothing is shown under their names any more. */
  MinuteTotals.Values ending(SourceZone sourceZone, long last, Consumer<RemoteSample> taker) {
    return writer(
        sourceZone, (labels, value, second) -> taker.accept(after(labels, last, Double.NaN)));
  }

  private static RemoteSample after(List<String> labels, long second, double value) {
    return new RemoteSample(labels, second * MILLIS + 1, value);
  }

  /** Whether anything of a source in a zone is written. */
  boolean shows(SourceZone sourceZone) {
    return zones.containsKey(sourceZone.zone());
  }

  /** Whether series of a source in a zone have the same names as with another writer. */
  boolean namesLike(SampleWriter other, SourceZone sourceZone) {
    String zone = sourceZone.zone();
    return account.equals(other.account)
        && labels.equals(other.labels)
        && Objects.equals(zones.get(zone), other.zones.get(zone));
  }

  /** Cut into requests. */
  static List<List<RemoteSample>> requests(List<RemoteSample> samples) {
    List<List<RemoteSample>> requests = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += MOST_OF_REQUEST) {
      requests.add(samples.subList(from, Math.min(samples.size(), from + MOST_OF_REQUEST)));
    }
    return requests;
  }

  private interface Sink {
    void take(List<String> labels, double value, long second);
  }

  private MinuteTotals.Values writer(SourceZone sourceZone, Sink sink) {
    boolean ofAccount = sourceZone.zone().isEmpty();
    String label = zones.get(sourceZone.zone());
    List<String> names = ofAccount ? List.of("account") : List.of("zone", "account");
    Map<String, Map<List<String>, SampleLabels.OfFamily>> known = new HashMap<>();
    MinuteTotals.Values writer = (family, own, key, value, second) -> {
      if (label != null) {
        List<String> shared = ofAccount ? List.of(account) : List.of(label, account);
        sink.take(
            known
                .computeIfAbsent(family, name -> new HashMap<>())
                .computeIfAbsent(own, any -> labels.of(family, names, shared, own))
                .of(key),
            value,
            second);
      }
    };
    return writer.shown(decimals);
  }

  /**
   * Ends series of one batch where each receiver last had them, under the names that they had there. Known
   * to this process alone: after a crash, or on another node, series end by themselves.
   */
  static final class Ends {
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
}
