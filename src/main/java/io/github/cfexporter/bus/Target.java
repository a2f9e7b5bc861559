package io.github.cfexporter.bus;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.series.RuleNames;
import java.util.Map;

/**
 * What a query kind collects for: one zone, or the account itself.
 *
 * @param zone Cloudflare's id; empty for the account
 * @param credential short id of what it is read with; empty for the only one
 * @param label value of the {@code zone} label; empty for the account
 * @param limits by dataset, as Cloudflare told them; datasets it did not mention are missing
 */
public record Target(
    String zone,
    String credential,
    String label,
    Map<String, DatasetLimits> limits,
    RuleNames rules) {

  /** What the target may do with a dataset. */
  public DatasetLimits limits(String dataset) {
    return limits.getOrDefault(dataset, DatasetLimits.UNKNOWN);
  }
}
