package io.github.cfexporter.report.process;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.List;

/**
 * Makes a histogram of a timer that somebody else registers.
 *
 * @param buckets their upper bounds, ascending
 */
record HistogramOf(String timer, List<Duration> buckets) implements MeterFilter {
  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return id.getName().equals(timer)
        ? DistributionStatisticConfig.builder()
            .serviceLevelObjectives(
                buckets.stream().mapToDouble(Duration::toNanos).toArray())
            .build()
            .merge(config)
        : config;
  }
}
