package io.github.cfexporter.bus;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.RuleNames;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One source asked for one batch, in one of its forms. The gateway joins it with others of the same batch that arrive in
 * the same few milliseconds, and answers with {@link Asked}.
 *
 * @param readings the dataset nodes that are asked for together, each of another name
 * @param requests at most one per zone, ten zones at most
 */
public record Ask(
    String account, int batch, String kind, List<Reading> readings, List<WindowRequest> requests) {
  public static final String ADDRESS = "gateway.ask";

  /**
   * Asks once more for windows that were counted, from the watermark on and as wide as the cap; only if
   * budgets have calls to spare. What cannot be had is {@link Asked.NotDue}.
   */
  public static final String AUDIT_ADDRESS = "gateway.audit";

  public Ask {
    readings = List.copyOf(readings);
    requests = List.copyOf(requests);
  }

  /**
   * One zone (or the account) that continues from a watermark.
   *
   * @param zone empty for the account
   * @param credential short id of what it is read with; empty for the only one
   * @param watermark where the next window begins, in seconds since the epoch
   * @param cap widest window wanted, in seconds
   * @param limits that hold for every node
   * @param keys of earlier windows of the same source and zone, by the name of the node
   */
  public record WindowRequest(
      String zone,
      String credential,
      long watermark,
      long cap,
      DatasetLimits limits,
      RuleNames rules,
      Function<String, KnownKeys> keys) {}

  /** Windows begin and end on multiples of it. */
  public Duration granularity() {
    return readings.get(0).source().granularity();
  }

  /** The most urgent watermark, in seconds since the epoch. */
  long dueSince() {
    return requests.stream().mapToLong(WindowRequest::watermark).min().orElse(0);
  }
}
