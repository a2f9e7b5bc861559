package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.rest.RestMetric;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Tally;
import io.github.cfexporter.counting.series.Row;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.counting.series.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Makes samples of items: elements become rows, which merge as the rows of datasets do. */
final class ItemSamples {
  private final boolean httpStatusGroup;
  private final int mostSeries;

  /** @param mostSeries of one family; what is more is left out */
  ItemSamples(boolean httpStatusGroup, int mostSeries) {
    this.httpStatusGroup = httpStatusGroup;
    this.mostSeries = mostSeries;
  }

  List<Sample> of(List<RestMetric> metrics, List<Item> items) {
    List<Sample> samples = new ArrayList<>();
    for (RestMetric metric : metrics) {
      for (Gauges family : Gauges.upTo(mostSeries, gauges(metric, items), List.of())) {
        int labels = family.labels().size();
        family
            .values()
            .forEach((key, value) ->
                samples.add(new Sample(family.family(), SeriesKey.values(key, labels), value)));
      }
    }
    return samples;
  }

  private List<Gauges> gauges(RestMetric metric, List<Item> items) {
    Source source = source(metric);
    Shape shape = source.shape();
    ElementRows rows = new ElementRows(shape, metric.defaults());
    Predicate<Row> when = ElementRows.all(metric.when(), shape);
    Tally tally = new Reading(source, shape, httpStatusGroup).tally(RuleNames.NONE);
    for (Item item : items) {
      for (Element element : Element.of(item, metric.each())) {
        Row row = rows.of(element);
        if (when.test(row)) {
          tally.row(row);
        }
      }
    }
    return tally.delta().gauges();
  }

  /** As if it were a dataset: all that is asked of it is its shape and its metric. */
  private static Source source(RestMetric metric) {
    Metric only = metric.metric();
    return new Source(
        only.name(),
        only.name(),
        Duration.ofSeconds(1),
        Map.of(),
        List.copyOf(metric.paths()),
        OptionalInt.empty(),
        List.of(only));
  }
}
