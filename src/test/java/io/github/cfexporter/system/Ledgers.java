package io.github.cfexporter.system;

import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Compares a scrape with what happened. Counting of a zone begins and ends at seconds that only the
 * exporter knows, but both are ends of windows that it asked for: its counters are exact if they are
 * those of some such span, all of them together.
 */
final class Ledgers {
  private static final Pattern LABEL = Pattern.compile("[a-z_]+=\"((?:\\\\.|[^\"\\\\])*)\"");

  /** So many windows may have been lost while a cluster came together. */
  private static final int FIRST_WINDOWS = 8;

  private final Simulator simulator;

  /** What happened in a span stays so, and is looked at again and again until a scrape is exact. */
  private final Map<Span, Map<List<String>, Long>> known = new HashMap<>();

  /** Seconds since the epoch, the last one excluded. */
  private record Span(String zone, String family, long from, long to) {}

  /** A counter family that is the plain count of one dataset's events. */
  private record Family(String name, String dataset, Function<Event, List<String>> labels) {}

  private static final List<Family> FAMILIES = List.of(
      new Family(
          "cloudflare_zone_colocation_requests_total",
          "httpRequestsAdaptiveGroups",
          event -> List.of(event.text("coloCode"), event.text("clientRequestHTTPHost"))),
      new Family(
          "cloudflare_zone_requests_by_method_total",
          "httpRequestsAdaptiveGroups",
          event -> List.of(event.text("clientRequestHTTPMethodName"))));

  Ledgers(Simulator simulator) {
    this.simulator = simulator;
  }

  /** Why the scrape is not exact, or up to when it is, in seconds since the epoch. */
  record Verdict(Optional<String> fault, long exactUntil) {
    boolean isExactSince(long second) {
      return fault.isEmpty() && exactUntil >= second;
    }
  }

  Verdict check(Exposed scrape) {
    long until = Long.MAX_VALUE;
    for (Zone zone : simulator.world().zones()) {
      for (Family family : FAMILIES) {
        Optional<Long> exact = exactUntil(scrape, zone, family);
        if (exact.isEmpty()) {
          return new Verdict(Optional.of(family.name() + " of " + zone.name()), 0);
        }
        until = Math.min(until, exact.get());
      }
    }
    return new Verdict(Optional.empty(), until);
  }

  private Optional<Long> exactUntil(Exposed scrape, Zone zone, Family family) {
    Map<List<String>, Long> served = served(scrape, zone, family);
    TreeSet<Long> begins = new TreeSet<>();
    TreeSet<Long> ends = new TreeSet<>();
    for (Call call : simulator.log().calls(call -> call.zones().contains(zone.id()))) {
      for (AskedNode node : call.nodes()) {
        if (node.dataset().equals(family.dataset())) {
          begins.add(node.fromSecond());
          ends.add(node.toSecond());
        }
      }
    }
    for (long from : begins.stream().limit(FIRST_WINDOWS).toList()) {
      Optional<Long> to =
          lastNotAbove(total(served), from, List.copyOf(ends.tailSet(from, false)), zone, family);
      if (to.isPresent() && served.equals(truth(zone, family, from, to.get()))) {
        return to;
      }
    }
    return Optional.empty();
  }

  /** Of the ends in order, the last one until which no more has happened than was served. */
  private Optional<Long> lastNotAbove(
      long served, long from, List<Long> ends, Zone zone, Family family) {
    int low = 0; // of the first end that may be too late
    int high = ends.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (total(truth(zone, family, from, ends.get(middle))) > served) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(ends.get(low - 1));
  }

  private static long total(Map<List<String>, Long> counts) {
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  private Map<List<String>, Long> truth(Zone zone, Family family, long from, long to) {
    return known.computeIfAbsent(
        new Span(zone.id(), family.name(), from, to), span -> counted(zone, family, from, to));
  }

  private Map<List<String>, Long> counted(Zone zone, Family family, long from, long to) {
    return simulator
        .truth()
        .counts(
            zone.id(),
            family.dataset(),
            event -> family.labels().apply(event).stream()
                .map(Ledgers::escaped)
                .sorted()
                .toList(),
            from,
            to);
  }

  private static Map<List<String>, Long> served(Exposed scrape, Zone zone, Family family) {
    Map<List<String>, Long> served = new HashMap<>();
    scrape.samples().forEach((series, value) -> {
      if (series.startsWith(family.name() + "{")
          && series.contains("zone=\"" + zone.name() + "\"")) {
        served.put(ownLabels(series), value.longValue());
      }
    });
    return served;
  }

  /** Values of the labels after {@code zone} and {@code account}, in the order of the alphabet. */
  private static List<String> ownLabels(String series) {
    return LABEL
        .matcher(series)
        .results()
        .map(label -> label.group(1))
        .skip(2)
        .sorted()
        .toList();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
