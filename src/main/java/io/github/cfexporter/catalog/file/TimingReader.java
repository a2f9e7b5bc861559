package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.TimeArgument;
import io.github.cfexporter.catalog.Timing;
import java.time.Duration;
import java.util.Optional;

/** Reads by which field of the filter, and in which windows, a dataset is asked. */
final class TimingReader {

  static Timing ofSource(YamlNode.Fields fields, String dataset) {
    TimeArgument argument = argument(fields, dataset);
    Duration finest = finest(argument, dataset);
    Optional<YamlNode> written = fields.optional("granularity");
    Duration granularity = written
        .flatMap(node -> node.text(Syntax.SECONDS, Syntax.SECONDS_FORM))
        .map(Syntax::seconds)
        .orElse(finest);
    if (!isMultiple(granularity, finest)) {
      written.ifPresent(node -> node.mistake(rows(argument, dataset) + "; use a multiple of that"));
    }
    Timing timing = new Timing(argument, granularity);
    return fields
        .optional("lookBack")
        .flatMap(node -> node.text(Syntax.SECONDS, Syntax.SECONDS_FORM))
        .map(Syntax::seconds)
        .map(timing::lookingBack)
        .orElse(timing);
  }

  /** That of a node that stands in for a source, and keeps to its windows. */
  static Timing ofAlternative(YamlNode.Fields fields, String dataset, Timing ofSource) {
    TimeArgument argument = argument(fields, dataset);
    if (!isMultiple(ofSource.granularity(), finest(argument, dataset))) {
      fields
          .owner()
          .mistake(rows(argument, dataset) + ", but windows of "
              + ofSource.granularity().toSeconds() + "s are asked for");
    }
    return new Timing(argument, ofSource.granularity());
  }

  /** Rollups of a day know nothing but the date. */
  private static TimeArgument argument(YamlNode.Fields fields, String dataset) {
    boolean daily = Syntax.coarseness(dataset).equals(TimeArgument.DATE.granularity());
    TimeArgument usual = daily ? TimeArgument.DATE : TimeArgument.DATETIME;
    return fields.optional("time").flatMap(TimingReader::named).orElse(usual);
  }

  private static Optional<TimeArgument> named(YamlNode node) {
    Optional<TimeArgument> argument = node.text().flatMap(TimeArgument::named);
    if (argument.isEmpty() && node.isText()) {
      node.mistake("unknown time; allowed are " + String.join(", ", TimeArgument.fields()));
    }
    return argument;
  }

  private static String rows(TimeArgument argument, String dataset) {
    long seconds = finest(argument, dataset).toSeconds();
    return Syntax.coarseness(dataset).toSeconds() == seconds
        ? dataset + " has rows of " + seconds + "s"
        : argument.field() + " tells times of " + seconds + "s";
  }

  private static Duration finest(TimeArgument argument, String dataset) {
    Duration coarseness = Syntax.coarseness(dataset);
    return coarseness.compareTo(argument.granularity()) > 0 ? coarseness : argument.granularity();
  }

  private static boolean isMultiple(Duration granularity, Duration of) {
    return granularity.toSeconds() % of.toSeconds() == 0;
  }

  private TimingReader() {}
}
