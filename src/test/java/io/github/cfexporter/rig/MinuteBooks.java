package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.rig.AskedWindows.Span;
import io.github.cfexporter.simulator.traffic.Truth;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the counters that a receiver was sent with what happened: every sample of every minute, of
 * every family, label set by label set, and that none is missing.
 */
final class MinuteBooks {
  private static final int TOLD = 12;

  private final Rig rig;
  private final WrittenSamples written;
  private final TrueCounters truth = new TrueCounters();
  private final AskedWindows asked;
  private final List<String> differences = new ArrayList<>();
  private int compared;

  MinuteBooks(Rig rig, WrittenSamples written) {
    this.rig = rig;
    this.written = written;
    this.asked = new AskedWindows(rig.simulator().log().calls(), Map.of());
  }

  /** Fails unless every minute up to the watermarks, less a lag, was sent as it was. */
  MinuteBooks assertExact(long lagSeconds) {
    for (Account account : rig.world().accounts()) {
      String name = account.name().toLowerCase(Locale.ROOT).replace(' ', '-');
      compare(Scope.ACCOUNT, account.id(), "", Map.of("account", name), lagSeconds);
      for (Zone zone : rig.world().zonesOf(account.id())) {
        Map<String, String> labels = Map.of("zone", zone.name(), "account", name);
        compare(Scope.ZONE, account.id(), zone.id(), labels, lagSeconds);
      }
    }
    assertThat(differences.stream().limit(TOLD).toList())
        .as("differences between samples and truth, %s in all", differences.size())
        .isEmpty();
    return this;
  }

  /** How many samples were looked at. */
  int compared() {
    return compared;
  }

  private void compare(
      Scope scope, String account, String zone, Map<String, String> labels, long lagSeconds) {
    for (GraphqlKind kind : Rig.kinds(scope)) {
      for (Source source : kind.sources()) {
        Optional<Long> watermark = rig.watermark(account, kind.name(), source.name(), zone);
        if (watermark.isPresent()) {
          String subject = zone.isEmpty() ? account : zone;
          compare(source, subject, labels, watermark.get() - lagSeconds);
        }
      }
    }
  }

  private void compare(Source source, String subject, Map<String, String> labels, long until) {
    Map<String, Map<Map<String, String>, Long>> totals = new HashMap<>();
    for (Source node : source.nodes()) {
      families(node).forEach(family -> totals.putIfAbsent(family, new HashMap<>()));
    }
    long first = asked.first(source, subject).orElse(until);
    for (long minute = first; minute < until; minute += 60) {
      for (Source node : source.nodes()) {
        for (Span span : asked.spans(source, node, subject, until)) {
          if (span.from() <= minute && minute < span.to()) {
            add(node, subject, minute, totals);
          }
        }
      }
      long end = minute + 60;
      totals.forEach((family, series) -> {
        Map<Map<String, String>, Long> things =
            totals.getOrDefault(TrueTimes.things(family), Map.of());
        series.forEach((own, total) -> compare(
            family,
            labels,
            own,
            new Right(
                total / TrueTimes.unit(family),
                TrueTimes.rounding(family) * things.getOrDefault(own, 0L) * 1.001),
            end));
      });
    }
  }

  /** @param most by which a value may be off, see {@link TrueTimes#rounding} */
  private record Right(double total, double most) {
    boolean isMet(double sent) {
      return Math.abs(sent - total) <= most;
    }
  }

  private void compare(
      String family, Map<String, String> shared, Map<String, String> own, Right right, long end) {
    Map<String, String> labels = new TreeMap<>(own);
    labels.values().removeIf(String::isEmpty);
    labels.putAll(shared);
    labels.put("__name__", family);
    labels.put("job", "cloudflare-exporter");
    NavigableMap<Long, Double> samples = written.series().getOrDefault(labels, new TreeMap<>());
    Double sent = samples.get(end * 1000);
    compared++;
    if (right.total() > 0 && (sent == null || !right.isMet(sent))) {
      differences.add(labels + " at " + end + ": sent " + sent + ", true " + right.total());
    } else if (right.total() > 0 && samples.firstEntry().getValue() != 0) {
      differences.add(labels + " does not begin at zero: " + samples.firstEntry());
    }
  }

  private void add(
      Source node,
      String subject,
      long minute,
      Map<String, Map<Map<String, String>, Long>> totals) {
    Truth events = rig.simulator().truth();
    for (String family : families(node)) {
      if (family.equals(TrueCounters.UNIQUES)) {
        long uniques = events.uniques(subject, minute, minute + 60);
        totals.get(family).merge(Map.of(), uniques, Long::sum);
        continue;
      }
      TrueSeries series = new TrueSeries(truth.of(family, node.dataset()));
      events.forEach(subject, node.dataset(), series::add, minute, minute + 60);
      series.addTo(totals.get(family), labels -> labels);
    }
  }

  private static List<String> families(Source node) {
    return node.metrics().stream()
        .filter(metric -> metric.type() == MetricType.COUNTER)
        .map(Metric::name)
        .toList();
  }
}
