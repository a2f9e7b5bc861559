package io.github.cfexporter.verticle;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.KnownKeys;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.RuleNames;
import java.util.List;

/**
 * One source asked for one batch. The gateway joins it with others of the same batch that arrive in
 * the same few milliseconds, and answers with {@link Asked}.
 *
 * @param wants at most one per zone, ten zones at most
 */
public record Ask(String account, int part, String kind, Reading reading, List<Want> wants) {
  static final String ADDRESS = "gateway.ask";

  public Ask {
    wants = List.copyOf(wants);
  }

  /**
   * One zone (or the account) that continues from a watermark.
   *
   * @param zone empty for the account
   * @param credential short id of what it is read with; empty for the only one
   * @param watermark where the next window begins, in seconds since the epoch
   * @param cap widest window wanted, in seconds
   * @param keys of earlier windows of the same source and zone
   */
  public record Want(
      String zone,
      String credential,
      long watermark,
      long cap,
      DatasetLimits limits,
      RuleNames rules,
      KnownKeys keys) {}

  /** The most urgent watermark, in seconds since the epoch. */
  long dueSince() {
    return wants.stream().mapToLong(Want::watermark).min().orElse(0);
  }
}
