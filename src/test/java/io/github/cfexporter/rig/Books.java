package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.settings.Tunables;
import io.github.cfexporter.simulator.Account;
import io.github.cfexporter.simulator.CallLog;
import io.github.cfexporter.simulator.Zone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares what a rig serves with what happened: each counter family, label set by label set, over
 * the whole time from the first second that was asked for to the watermark.
 */
final class Books {
  private static final int TOLD = 12;

  private final Rig rig;
  private final TrueCounters truth = new TrueCounters();
  private final Map<String, Long> bornAt = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private Scrape scrape;
  private Map<Asked, Long> firstSeconds;
  private int sourcesCompared;
  private int seriesCompared;
  private final List<Long> watermarks = new ArrayList<>();

  /** A zone or account, and the dataset that it was asked for. */
  private record Asked(String scope, String dataset) {}

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

  /** Fails unless every series of every counter family is exact, and there is no other. */
  Books assertExact() {
    scrape = rig.scrape();
    firstSeconds = firstSeconds();
    differences.clear();
    sourcesCompared = 0;
    seriesCompared = 0;
    watermarks.clear();
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
    for (GraphqlKind kind : Rig.kinds(scope)) {
      for (Source source : kind.sources()) {
        Optional<Long> watermark =
            rig.watermark(subject.account(), kind.name(), source.name(), subject.zone());
        if (watermark.isPresent()) {
          long from = firstSeconds.get(new Asked(subject.scope(), source.dataset()));
          compare(subject, source, from, watermark.get());
          sourcesCompared++;
          watermarks.add(watermark.get());
        }
      }
    }
  }

  private void compare(Subject subject, Source source, long from, long to) {
    for (Metric metric : source.metrics()) {
      if (metric.type() == MetricType.COUNTER) {
        compare(metric.name(), subject, source.dataset(), from, to);
      }
    }
  }

  private void compare(String family, Subject subject, String dataset, long from, long to) {
    Map<Map<String, String>, Long> expected = expected(family, subject.scope(), dataset, from, to);
    Map<Map<String, String>, Double> served = scrape.family(family, subject.labels());
    seriesCompared += served.size();
    expected.forEach((labels, total) -> {
      if (served.getOrDefault(labels, 0.0) != total.doubleValue()) {
        differences.add(family + subject.labels() + labels + " [" + from + "," + to + "): served "
            + served.get(labels) + ", true " + total);
      }
    });
    served.forEach((labels, value) -> {
      if (value != 0 && !expected.containsKey(labels)) {
        differences.add(
            family + subject.labels() + labels + ": served " + value + ", never happened");
      }
    });
  }

  private Map<Map<String, String>, Long> expected(
      String family, String scope, String dataset, long from, long to) {
    if (family.equals(TrueCounters.UNIQUES)) {
      return Map.of(Map.of(), rig.simulator().truth().uniques(scope, from, to));
    }
    TrueCounters.Meaning meaning = truth.byFamily().get(family);
    Map<Map<String, String>, Long> totals = new HashMap<>();
    rig.simulator()
        .truth()
        .total(
            scope,
            dataset,
            event -> {
              if (meaning.where().test(event)) {
                totals.merge(
                    shown(meaning.labels().apply(event)),
                    meaning.value().applyAsLong(event),
                    Long::sum);
              }
              return false;
            },
            event -> List.of(),
            event -> 0,
            from,
            to);
    totals.values().removeIf(total -> total == 0);
    return totals;
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

  private Map<Asked, Long> firstSeconds() {
    Map<Asked, Long> firsts = new HashMap<>();
    for (CallLog.Call call : rig.simulator().log().calls()) {
      for (CallLog.AskedNode node : call.nodes()) {
        for (String scope : node.scopes()) {
          if (call.atMillis() >= bornAt.getOrDefault(scope, 0L)) {
            firsts.merge(new Asked(scope, node.dataset()), node.fromSecond(), Math::min);
          }
        }
      }
    }
    return firsts;
  }
}
