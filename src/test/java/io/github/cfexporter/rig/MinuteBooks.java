package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.rig.AskedWindows.Span;
import io.github.cfexporter.rig.MinuteBook.Right;
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
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares the counters that a receiver was sent with what happened: every sample of every minute, of
 * every family, label set by label set, that none is missing, and that there is no other.
 */
final class MinuteBooks {
  private static final int TOLD = 12;

  private final Rig rig;
  private final WrittenSamples written;
  private final TrueCounters truth = new TrueCounters();
  private final AskedWindows asked;
  private final List<String> differences = new ArrayList<>();
  private final Map<Map<String, String>, MinuteBook> books = new HashMap<>();
  private Set<String> undivided = Set.of();
  private boolean dropped;
  private long widthSeconds = 60;
  private int compared;

  MinuteBooks(Rig rig, WrittenSamples written) {
    this.rig = rig;
    this.written = written;
    this.asked = new AskedWindows(rig.simulator().log().calls(), Map.of());
  }

  /** Windows are narrower than a minute, as far as their source allows. */
  MinuteBooks windowsOf(long seconds) {
    widthSeconds = seconds;
    return this;
  }

  /** Zones of which minutes may be missing, because their windows are not taken apart. */
  MinuteBooks undivided(Set<String> zones) {
    undivided = Set.copyOf(zones);
    return this;
  }

  /** Minutes were given up before they were sent, and with them the zeros of series that began then. */
  MinuteBooks dropped() {
    dropped = true;
    return this;
  }

  /** Fails unless every minute up to the watermarks, less a lag, was sent as it was. */
  MinuteBooks assertExact(long lagSeconds) {
    differences.clear();
    books.clear();
    compared = 0;
    for (Account account : rig.world().accounts()) {
      String name = account.name().toLowerCase(Locale.ROOT).replace(' ', '-');
      compare(Scope.ACCOUNT, account.id(), "", Map.of("account", name), lagSeconds);
      for (Zone zone : rig.world().zonesOf(account.id())) {
        Map<String, String> labels = Map.of("zone", zone.name(), "account", name);
        compare(Scope.ZONE, account.id(), zone.id(), labels, lagSeconds);
      }
    }
    written.series().forEach(this::compareBack);
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
    totals.keySet().forEach(family -> books.put(key(family, labels), new MinuteBook(until)));
    long step = Math.min(60, Horizon.step(source.granularity().toSeconds(), widthSeconds));
    long first = asked.first(source, subject).orElse(until);
    for (long minute = first; minute < until; minute += step) {
      for (Source node : source.nodes()) {
        for (Span span : asked.spans(source, node, subject, until)) {
          if (span.from() <= minute && minute < span.to()) {
            add(node, subject, new Span(minute, minute + step), totals);
          }
        }
      }
      compare(totals, labels, minute + step, dropped || undivided.contains(subject));
    }
  }

  private void compare(
      Map<String, Map<Map<String, String>, Long>> totals,
      Map<String, String> labels,
      long end,
      boolean mayLack) {
    totals.forEach((family, series) -> {
      MinuteBook book = books.get(key(family, labels));
      book.ends().add(end);
      Map<Map<String, String>, Long> things =
          totals.getOrDefault(TrueTimes.things(family), Map.of());
      series.forEach((own, total) -> compare(
          book,
          written(family, labels, own),
          Right.of(family, total, things.getOrDefault(own, 0L)),
          end,
          mayLack));
    });
  }

  private static Map<String, String> key(String family, Map<String, String> shared) {
    Map<String, String> key = new HashMap<>(shared);
    key.put("__name__", family);
    return key;
  }

  private static Map<String, String> written(
      String family, Map<String, String> shared, Map<String, String> own) {
    Map<String, String> labels = new TreeMap<>(own);
    labels.values().removeIf(String::isEmpty);
    labels.putAll(key(family, shared));
    labels.put("job", "cloudflare-exporter");
    return labels;
  }

  private void compare(
      MinuteBook book, Map<String, String> labels, Right right, long end, boolean mayLack) {
    NavigableMap<Long, Double> samples = written.series().getOrDefault(labels, new TreeMap<>());
    Double sent = samples.get(end * 1000);
    compared++;
    book.right().computeIfAbsent(labels, series -> new HashMap<>()).put(end, right);
    boolean lacks = sent == null && !mayLack && right.total() > 0;
    if (lacks || (sent != null && !right.isMet(sent))) {
      differences.add(labels + " at " + end + ": sent " + sent + ", true " + right.total());
    } else if (right.total() > 0
        && !dropped
        && (samples.isEmpty() || samples.firstEntry().getValue() != 0)) {
      differences.add(labels + " does not begin at zero: " + samples.firstEntry());
    }
  }

  /** Whether all of a series happened that was sent of it; gauges are no matter of these books. */
  private void compareBack(Map<String, String> labels, NavigableMap<Long, Double> samples) {
    String family = labels.get("__name__");
    if (!family.endsWith("_total")) {
      return;
    }
    MinuteBook book = Optional.ofNullable(books.get(shared(labels, "zone", "account")))
        .orElseGet(() -> books.get(shared(labels, "account")));
    if (book == null) {
      differences.add(labels + " is of no source that was read: " + samples);
      return;
    }
    samples.forEach((millis, value) -> {
      boolean zero = value == 0 && (millis.equals(samples.firstKey()) || book.mayBeZero(millis));
      boolean right = zero || WrittenSamples.isEnd(value) || book.knows(labels, millis);
      if (millis <= book.until() * 1000 && !right) {
        differences.add(labels + " at " + millis + ": sent " + value + ", but nothing happened");
      }
    });
  }

  private static Map<String, String> shared(Map<String, String> labels, String... names) {
    Map<String, String> shared = new HashMap<>();
    for (String name : names) {
      shared.put(name, labels.getOrDefault(name, ""));
    }
    return key(labels.get("__name__"), shared);
  }

  private void add(
      Source node, String subject, Span span, Map<String, Map<Map<String, String>, Long>> totals) {
    Truth events = rig.simulator().truth();
    for (String family : families(node)) {
      if (family.equals(TrueCounters.UNIQUES)) {
        long uniques = events.uniques(subject, span.from(), span.to());
        totals.get(family).merge(Map.of(), uniques, Long::sum);
        continue;
      }
      TrueSeries series = new TrueSeries(truth.of(family, node.dataset()));
      events.forEach(subject, node.dataset(), series::add, span.from(), span.to());
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
