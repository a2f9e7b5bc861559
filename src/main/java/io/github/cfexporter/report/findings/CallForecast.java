package io.github.cfexporter.report.findings;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/**
 * How many GraphQL calls a configuration costs and how old its data becomes, from what is known before
 * the first fetch. Sources without rows are asked more rarely after a day, so the real figure is lower.
 *
 * @param callsPerMinute wanted, if the budget allowed them all
 * @param budgetPerMinute that may be made
 * @param youngest age of the newest data right after a round over all batches
 * @param oldest age of the newest data right before the next one
 */
public record CallForecast(
    double callsPerMinute, double budgetPerMinute, Duration youngest, Duration oldest) {

  /**
   * The figures of the configuration that the forecast needs.
   *
   * @param nodesPerDocument most zones times sources in one document
   * @param budgetPer5Minutes GraphQL calls that may leave in any five minutes
   * @param refresh how often every batch is asked
   * @param delay how far behind now a window ends
   * @param window smallest window of a fetch
   */
  public record Limits(
      int nodesPerDocument,
      int budgetPer5Minutes,
      Duration refresh,
      Duration delay,
      Duration window) {}

  /**
   * Forecasts from how much there is to ask.
   *
   * @param nodesByBatch zones times enabled sources of each batch of up to ten zones, or account
   */
  public static CallForecast of(Collection<Integer> nodesByBatch, Limits limits) {
    long documents = nodesByBatch.stream()
        .mapToLong(nodes -> (nodes + limits.nodesPerDocument() - 1L) / limits.nodesPerDocument())
        .sum();
    double budget = limits.budgetPer5Minutes() / 5.0;
    double refreshMinutes = limits.refresh().toMillis() / 60_000.0;
    double roundMinutes = Math.max(refreshMinutes, documents / budget);
    Duration round = Duration.ofMillis(Math.round(roundMinutes * 60_000));
    return new CallForecast(
        documents / refreshMinutes,
        budget,
        limits.delay(),
        limits.delay().plus(limits.window()).plus(round));
  }

  /** Whether every batch can be asked once a refresh. */
  public boolean fits() {
    return callsPerMinute <= budgetPerMinute;
  }

  /** For people, in one sentence. */
  public String sentence() {
    String calls = String.format(
        Locale.ROOT,
        "%.0f GraphQL calls a minute of %.0f; data is %s to %s old",
        Math.ceil(callsPerMinute),
        budgetPerMinute,
        seconds(youngest),
        seconds(oldest));
    return fits()
        ? calls
        : calls + ": windows get wider, totals stay exact; metricsDenylist or a longer"
            + " metricRefreshIntervalSeconds saves calls";
  }

  private static String seconds(Duration age) {
    return age.toSeconds() + " s";
  }
}
