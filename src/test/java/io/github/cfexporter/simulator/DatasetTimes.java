package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.schema.Field;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import java.util.Comparator;
import java.util.stream.Stream;

/** By which times the filters of datasets can be asked. */
final class DatasetTimes {

  /** The finest of them, mostly {@code datetime}. */
  static String finest(Dataset dataset) {
    return times(dataset)
        .min(Comparator.comparingLong(
            time -> TimeDimension.named(time).orElseThrow().seconds()))
        .orElseThrow();
  }

  /** All of them. */
  static Stream<String> times(Dataset dataset) {
    return Stream.concat(
            dataset.declaration.dimensions().stream().map(Field::name),
            dataset.declaration.filterOnly().stream())
        .filter(TimeDimension::isTime);
  }

  private DatasetTimes() {}
}
