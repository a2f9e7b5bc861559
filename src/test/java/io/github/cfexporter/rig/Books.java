package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.rig.AskedWindows.Span;
import io.github.cfexporter.settings.Tunables;
import io.github.cfexporter.simulator.traffic.Truth;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what a rig serves with what happened: each counter family, label set by label set, over
 * the whole time from the first second that was asked for to the watermark. Series that are held must be
 * zero, see {@link YoungSeries}. A family that comes from
 * several datasets counts, at any time, what the one that was asked then has of it.
 */
final class Books {
  private static final int TOLD = 12;

  private final Rig rig;
  private final TrueCounters truth = new TrueCounters();
  private final Map<String, Long> bornAt = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private Scrape scrape;
  private AskedWindows asked;
  private int sourcesCompared;
  private int seriesCompared;
  private final List<Long> watermarks = new ArrayList<>();
  private final Map<String, List<Long>> byScope = new HashMap<>();
  private Set<String> lossy = Set.of();
  private int lacking;

  /** A zone or an account, with the labels that its series begin with. */
  private record Subject(String account, String zone, Map<String, String> labels) {
    String scope() {
      return zone.isEmpty() ? account : zone;
    }
  }

  Books(Rig rig) {
    this.rig = rig;
  }

  /** Counting of a zone began anew, because it was gone for a while. */
  void reborn(String zone) {
    bornAt.put(zone, rig.now());
  }

  /** Zones and accounts of which rows may be missing, though none may count twice. */
  Books mayLack(Set<String> scopes) {
    lossy = Set.copyOf(scopes);
    return this;
  }

  /** How many series served less than the truth where they may. */
  int lacking() {
    return lacking;
  }

  /** Of the sources of all zones and accounts but one, in seconds since the epoch. */
  long oldestWatermarkBut(String scope) {
    return byScope.entrySet().stream()
        .filter(watermarks -> !watermarks.getKey().equals(scope))
        .mapToLong(watermarks -> Collections.min(watermarks.getValue()))
        .min()
        .orElseThrow();
  }

  /** Fails unless every series of every counter family is exact, and there is no other. */
  Books assertExact() {
    scrape = rig.scrape();
    asked = new AskedWindows(rig.simulator().log().calls(), bornAt);
    differences.clear();
    sourcesCompared = 0;
    seriesCompared = 0;
    watermarks.clear();
    byScope.clear();
    lacking = 0;
    for (Account account : rig.world().accounts()) {
      String name = account.name().toLowerCase(Locale.ROOT).replace(' ', '-');
      compare(Scope.ACCOUNT, new Subject(account.id(), "", Map.of("account", name)));
      for (Zone zone : rig.world().zonesOf(account.id())) {
        Map<String, String> labels = Map.of("zone", zone.name(), "account", name);
        compare(Scope.ZONE, new Subject(account.id(), zone.id(), labels));
      }
    }
    int served = truth.byFamily().keySet().stream()
        .mapToInt(family -> scrape.family(family).size())
        .sum();
    if (served != seriesCompared) {
      differences.add("served " + served + " series, of which " + seriesCompared + " are known");
    }
    assertThat(differences.stream().limit(TOLD).toList())
        .as("differences between counters and truth, %s in all", differences.size())
        .isEmpty();
    return this;
  }

  /** How many sources of zones and accounts had counters. */
  int sourcesCompared() {
    return sourcesCompared;
  }

  int seriesCompared() {
    return seriesCompared;
  }

  /** Of all sources compared, in seconds since the epoch. */
  long oldestWatermark() {
    return Collections.min(watermarks);
  }

  /** Of every source of every zone and account compared, in seconds since the epoch. */
  List<Long> watermarks() {
    return watermarks;
  }

  private void compare(Scope scope, Subject subject) {
    for (GraphqlKind kind : QueryKinds.of(scope)) {
      for (Source source : kind.sources()) {
        SourceZone place =
            new SourceZone(subject.account(), kind.name(), source.name(), subject.zone());
        Optional<Totals> totals = rig.counters().load(place).await();
        if (totals.isPresent()) {
          long watermark = totals.get().watermark();
          compare(subject, source, watermark, new YoungSeries(totals.get()));
          sourcesCompared++;
          watermarks.add(watermark);
          byScope.computeIfAbsent(subject.scope(), first -> new ArrayList<>()).add(watermark);
        }
      }
    }
  }

  /** Every family of a source counts what happened while it was read from any node that has it. */
  private void compare(Subject subject, Source source, long watermark, YoungSeries young) {
    Map<String, Map<Map<String, String>, Long>> expected = new HashMap<>();
    families(source).forEach(family -> expected.put(family, new HashMap<>()));
    for (Source node : source.nodes()) {
      for (Span span : asked.spans(source, node, subject.scope(), watermark)) {
        expect(node, subject.scope(), span, expected);
      }
    }
    expected.forEach((family, series) -> {
      series.values().removeIf(total -> total == 0);
      Map<Map<String, String>, Long> things =
          expected.getOrDefault(TrueTimes.things(family), Map.of());
      compare(new Expected(family, series, things, young), subject, "up to " + watermark);
    });
  }

  private static List<String> families(Source node) {
    return node.metrics().stream()
        .filter(metric -> metric.type() == MetricType.COUNTER)
        .map(Metric::name)
        .toList();
  }

  /** @param things how many things the values are of, where they may be off for each of them */
  private record Expected(
      String family,
      Map<Map<String, String>, Long> totals,
      Map<Map<String, String>, Long> things,
      YoungSeries young) {
    double right(Map<String, String> labels) {
      return young.isHeld(family, labels) ? 0 : totals.get(labels) / TrueTimes.unit(family);
    }

    boolean isRight(Map<String, String> labels, double value) {
      return Math.abs(value - right(labels))
              <= TrueTimes.rounding(family) * things.getOrDefault(labels, 0L) * 1.001
                  + DeclaredCounters.rounding(family)
          || (value == 0 && young.isShownSoon(family, labels));
    }
  }

  private void compare(Expected expected, Subject subject, String range) {
    String family = expected.family();
    Map<Map<String, String>, Double> served = scrape.family(family, subject.labels());
    seriesCompared += served.size();
    expected.totals().keySet().forEach(labels -> {
      double value = served.getOrDefault(labels, 0.0);
      double right = expected.right(labels);
      boolean isWrong = !expected.isRight(labels, value);
      if (isWrong && value < right && lossy.contains(subject.scope())) {
        lacking++;
      } else if (isWrong) {
        differences.add(family + subject.labels() + labels + " " + range + ": served "
            + served.get(labels) + ", true " + right);
      }
    });
    served.forEach((labels, value) -> {
      if (value != 0 && !expected.totals().containsKey(labels)) {
        differences.add(
            family + subject.labels() + labels + ": served " + value + ", never happened");
      }
    });
  }

  /** Adds true totals of a node by family and labels, in one pass over the events. */
  private void expect(
      Source node, String scope, Span span, Map<String, Map<Map<String, String>, Long>> totals) {
    List<String> families = families(node);
    Map<String, List<TrueSeries>> adding = TrueSeries.of(families, node.dataset(), truth);
    Truth events = rig.simulator().truth();
    events.forEach(
        scope,
        node.dataset(),
        event -> adding.values().forEach(of -> of.forEach(series -> series.add(event))),
        span.from(),
        span.to());
    adding.forEach(
        (family, of) -> of.forEach(series -> series.addTo(totals.get(family), this::shown)));
    if (families.contains(TrueCounters.UNIQUES)) {
      long uniques = events.uniques(scope, span.from(), span.to());
      totals.get(TrueCounters.UNIQUES).merge(Map.of(), uniques, Long::sum);
    }
  }

  /** Labels as the settings of the moment want them. */
  private Map<String, String> shown(Map<String, String> labels) {
    Map<String, String> shown = new TreeMap<>(labels);
    if (rig.settings().get(Tunables.EXCLUDE_HOST)) {
      shown.remove("host");
    }
    if (rig.settings().get(Tunables.HTTP_STATUS_GROUP)) {
      shown.replaceAll((name, value) ->
          name.endsWith("status") && value.matches("[1-5]..") ? value.charAt(0) + "xx" : value);
    }
    return shown;
  }
}
