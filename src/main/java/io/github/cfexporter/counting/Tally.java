package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.counting.series.CounterAmount;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.KeyReader;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Row;
import io.github.cfexporter.counting.series.RuleNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up the rows of one window of one source in one zone. Rows that end in the same label set are
 * merged here, before any counter sees them (rule 3 of the counting rules).
 */
public final class Tally {
  private final RuleNames rules;
  private final Reading reading;
  private final Optional<KnownKeys> keys;
  private final KnownKeys.Lent known;
  private final MetricTally[] metrics;

  /** Metrics of the row itself share the key where they have the same labels. */
  private final KeyReader[] rowKeys;

  private final int auditedSlot;
  private long audited;
  private int rows;
  private int refused;
  private int damaged;

  Tally(Reading reading, RuleNames rules, KnownKeys keys) {
    this(reading, rules, keys.take(), Optional.of(keys));
  }

  /** @param keys to whom the known ones go back; empty if another tally does that */
  private Tally(Reading reading, RuleNames rules, KnownKeys.Lent known, Optional<KnownKeys> keys) {
    this.reading = reading;
    this.rules = rules;
    this.keys = keys;
    this.known = known;
    Map<List<Label>, KeyReader> shared = new HashMap<>();
    Map<String, WindowSeries> counters = new HashMap<>();
    List<MetricTally> tallies = new ArrayList<>();
    for (Metric metric : reading.source().metrics()) {
      KeyReader reader = metric.each().isPresent()
          ? reading.keys(metric, known)
          : shared.computeIfAbsent(metric.labels(), labels -> reading.keys(metric, known));
      tallies.add(tallyOf(metric, reading, reader, counters, known.expected(tallies.size())));
    }
    metrics = tallies.toArray(MetricTally[]::new);
    rowKeys = shared.values().toArray(KeyReader[]::new);
    auditedSlot = reading.audited().map(reading.shape()::slot).orElse(-1);
  }

  /** One of some of the same rows, with the same keys; to be read before this one. */
  Tally beside() {
    return new Tally(reading, rules, known, Optional.empty());
  }

  /** Takes a row in; the row may be reused afterwards. */
  public void row(Row row) {
    rows++;
    if (row.isDamaged()) {
      damaged++;
      return;
    }
    if (auditedSlot >= 0) {
      audited += Math.max(0, row.count(auditedSlot));
    }
    for (KeyReader keys : rowKeys) {
      keys.next();
    }
    for (MetricTally metric : metrics) {
      metric.row(row, rules);
    }
  }

  /** How many values came that no counter takes; they are left out, the others count. */
  public int refused() {
    return refused;
  }

  /** How many rows or values came that are not what the schema promises; they are left out, too. */
  public int damaged() {
    return damaged;
  }

  /** How many rows came; as many as the limit means that there may be more. */
  public int rows() {
    return rows;
  }

  /** What the rows add up to. To be called once, after the last row. */
  public Delta delta() {
    keys.ifPresent(owner -> {
      known.expect(Arrays.stream(metrics).mapToInt(MetricTally::size).toArray());
      owner.giveBack(known);
    });
    List<FamilyTotals> counters = new ArrayList<>();
    Map<String, Map<String, Double>> gauges = new LinkedHashMap<>();
    Map<String, MetricTally> first = new LinkedHashMap<>();
    for (MetricTally tally : metrics) {
      if (tally.counter != null && first.putIfAbsent(tally.metric.name(), tally) == null) {
        counters.add(new FamilyTotals(tally.metric.name(), tally.forms, tally.counter.table()));
      } else if (tally.counter == null) {
        first.putIfAbsent(tally.metric.name(), tally);
        tally.gauge.results(
            gauges.computeIfAbsent(tally.metric.name(), name -> new LinkedHashMap<>())::put);
      }
    }
    return new Delta(
        counters,
        gauges.entrySet().stream()
            .map(family -> first.get(family.getKey()).shown(family.getValue()))
            .toList(),
        audited,
        List.of());
  }

  /** @param counters series by family: metrics of one family count into the same */
  private MetricTally tallyOf(
      Metric metric,
      Reading reading,
      KeyReader keys,
      Map<String, WindowSeries> counters,
      int expected) {
    int list = metric.each().map(reading.shape()::listSlot).orElse(-1);
    return metric.type() == MetricType.COUNTER
        ? new MetricTally(
            metric,
            reading,
            keys,
            list,
            Optional.of(
                counters.computeIfAbsent(metric.name(), name -> new WindowSeries(expected))),
            CounterAmount.of(metric.value(), reading.elementShape(metric)),
            null)
        : new MetricTally(
            metric,
            reading,
            keys,
            list,
            Optional.empty(),
            null,
            Gatherings.of(metric.value(), reading.elementShape(metric)));
  }

  /** One metric of the source; exactly one of {@code counter} and {@code gauge} is set. */
  private final class MetricTally {
    private final Metric metric;
    private final List<LabelForm> forms;
    private final KeyReader keys;
    private final int list;
    private final WindowSeries counter;
    private final CounterAmount amount;
    private final Gathering gauge;

    private MetricTally(
        Metric metric,
        Reading reading,
        KeyReader keys,
        int list,
        Optional<WindowSeries> counter,
        CounterAmount amount,
        Gathering gauge) {
      this.metric = metric;
      this.forms = reading.forms(metric);
      this.keys = keys;
      this.list = list;
      this.counter = counter.orElse(null);
      this.amount = amount;
      this.gauge = gauge;
    }

    int size() {
      return counter == null ? 0 : counter.table().size();
    }

    Gauges shown(Map<String, Double> values) {
      List<String> labels = metric.labels().stream().map(Label::name).toList();
      return new Gauges(metric.name(), labels, metric.value().isAmount(), values);
    }

    void row(Row row, RuleNames rules) {
      if (list < 0) {
        sample(row, row, rules);
        return;
      }
      Row.Rows elements = row.list(list);
      for (int i = 0; i < elements.size(); i++) {
        keys.next();
        sample(row, elements.get(i), rules);
      }
    }

    private void sample(Row row, Row element, RuleNames rules) {
      if (counter == null) {
        keys.read(row, element, rules);
        gauge.row(keys.key(), element);
      } else if (amount.counts(element)) {
        count(amount.of(element), row, element, rules);
      }
    }

    private void count(long count, Row row, Row element, RuleNames rules) {
      if (count == Row.DAMAGED) {
        damaged++;
      } else if (count == Row.REFUSED
          || !counter.add(keys.read(row, element, rules), keys.key(), count)) {
        refused++;
      }
    }
  }
}
