package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.MinuteDimension;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.counting.series.KeyReader;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.RuleNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the rows of one dataset node are read under the settings of the moment: which metrics, with which
 * labels, from which slots. Bound once and used for every zone and window.
 *
 * @param source without the labels and the metrics that the operator does not want; what is left
 *     is what is asked for
 * @param byMinute whether windows are taken apart into their minutes, as far as rows say theirs
 */
public record Reading(Source source, Shape shape, boolean httpStatusGroup, boolean byMinute) {

  /** A reading of whole windows. */
  public Reading(Source source, Shape shape, boolean httpStatusGroup) {
    this(source, shape, httpStatusGroup, false);
  }

  /**
   * Applies the operator's choices to a source of the catalog.
   *
   * @param denied names of families that are not exported
   */
  public static Reading of(
      Source source, boolean excludeHost, boolean httpStatusGroup, Set<String> denied) {
    Source shown = excludeHost ? source.without("host") : source;
    List<Metric> wanted = shown.metrics().stream()
        .filter(metric -> !denied.contains(metric.name()))
        .toList();
    Source asked = new Source(
        shown.name(),
        shown.dataset(),
        shown.granularity(),
        shown.filter(),
        wanted.isEmpty() ? List.of() : shown.groupBy(),
        shown.newest(),
        wanted);
    return new Reading(asked, asked.shape(), httpStatusGroup);
  }

  /** The same where windows are wanted by minutes but rows do not say theirs: all is of the last. */
  public Reading undivided() {
    return new Reading(source, shape, httpStatusGroup, true);
  }

  /** The same for windows that are taken apart: rows are grouped by their minute, too. */
  public Reading minutely() {
    List<String> groupBy = new ArrayList<>(source.groupBy());
    MinuteDimension.of(source).filter(path -> !groupBy.contains(path)).ifPresent(groupBy::add);
    Source grouped = new Source(
        source.name(),
        source.dataset(),
        source.granularity(),
        source.filter(),
        groupBy,
        source.newest(),
        source.metrics());
    return new Reading(grouped, grouped.shape(), httpStatusGroup, true);
  }

  /**
   * Whether rows are asked for their minute, which may be refused.
   *
   * @param field what is refused, in lower case, with dots or underscores; empty if that is not known
   */
  public boolean asksForMinute(String field) {
    return byMinute
        && MinuteDimension.of(source)
            .filter(source.groupBy()::contains)
            .map(path -> path.toLowerCase(Locale.ROOT))
            .filter(path -> path.endsWith(field.replace('_', '.')))
            .isPresent();
  }

  /** Where a row says its minute; negative where it does not, or nobody wants to know. */
  int minuteSlot() {
    return byMinute ? MinuteDimension.of(source).map(shape.leaves()::indexOf).orElse(-1) : -1;
  }

  /** Whether every metric is denied, so that there is nothing to fetch. */
  public boolean isEmpty() {
    return source.metrics().isEmpty();
  }

  /** A fresh tally for one zone (or account) and one window. */
  public Tally tally(RuleNames rules) {
    return tally(rules, new KnownKeys());
  }

  /**
   * A fresh tally.
   *
   * @param keys those of the same source and zone, from earlier windows
   */
  public Tally tally(RuleNames rules, KnownKeys keys) {
    return new Tally(this, rules, keys);
  }

  /**
   * A fresh tally of one window.
   *
   * @param keys those of the same source and zone, from earlier windows
   */
  public WindowTally tally(Window window, RuleNames rules, KnownKeys keys) {
    return new WindowTally(this, window, rules, keys);
  }

  /**
   * The leaf of which Cloudflare can be asked the plain total once more: that of the first counter of
   * things, as far as it is a number of the row itself. Empty for a node that has none.
   */
  public Optional<String> audited() {
    return source.metrics().stream()
        .filter(metric -> metric.type() == MetricType.COUNTER && metric.each().isEmpty())
        .map(Metric::value)
        .filter(value -> value instanceof Value.Sum && value.shownDecimals() == 0)
        .map(value -> ((Value.Sum) value).path())
        .filter(path -> !path.equals(Value.ROWS))
        .findFirst();
  }

  /** Asks for the plain total of {@link #audited}: one row, whatever labels there are. */
  public Optional<Reading> audit() {
    return audited().map(path -> {
      Value total = new Value.Sum(path, Optional.empty(), true);
      Metric metric = new Metric("audited", "", Optional.empty(), List.of(), total);
      Source plain = new Source(
          source.name(),
          source.dataset(),
          source.granularity(),
          source.filter(),
          List.of(),
          OptionalInt.empty(),
          List.of(metric));
      return new Reading(plain, plain.shape(), httpStatusGroup);
    });
  }

  KeyReader keys(Metric metric, KnownKeys.Lent known) {
    return new KeyReader(metric.labels(), shape, elementShape(metric), httpStatusGroup, known);
  }

  Shape elementShape(Metric metric) {
    return metric.each().map(list -> shape.lists().get(list)).orElse(shape);
  }

  List<LabelForm> forms(Metric metric) {
    return metric.labels().stream()
        .map(label -> LabelForm.of(label, httpStatusGroup))
        .toList();
  }
}
