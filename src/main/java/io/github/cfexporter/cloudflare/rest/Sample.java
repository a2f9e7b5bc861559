package io.github.cfexporter.cloudflare.rest;

import java.util.List;

/**
 * One sample that was read of a resource.
 *
 * @param labelValues in the order of the family's labels, without {@code zone} and {@code account}
 */
public record Sample(String family, List<String> labelValues, double value) {
  public Sample {
    labelValues = List.copyOf(labelValues);
  }
}
