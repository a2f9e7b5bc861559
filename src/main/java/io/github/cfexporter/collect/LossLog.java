package io.github.cfexporter.collect;

import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what is missing from counters and cannot be made up for, in the log and in the progress. */
final class LossLog {
  private static final Logger logger = LoggerFactory.getLogger(LossLog.class);

  private final String query;
  private final Telemetry telemetry;
  private final Set<String> refusalsLogged = new HashSet<>();

  LossLog(String query, Telemetry telemetry) {
    this.query = query;
    this.telemetry = telemetry;
  }

  void truncated(SourceUpdate update) {
    progress(update).truncated();
    logger.warn(
        "rows are missing: a page was full and cannot be split further: query={} {}",
        query,
        update.where());
  }

  void givenUp(SourceUpdate update, long seconds) {
    if (seconds > 0) {
      progress(update).lost(seconds);
      logger.warn(
          "time was given up, Cloudflare or maxBackfillSeconds does not reach back so far:"
              + " query={} {} seconds={}",
          query,
          update.where(),
          seconds);
    }
  }

  void damaged(SourceUpdate update, long seconds) {
    if (seconds > 0) {
      progress(update).lost(seconds);
      logger.warn(
          "an answer stayed damaged; what it did not tell is lost: query={} {} seconds={}",
          query,
          update.where(),
          seconds);
    }
  }

  /** Logged once: what Cloudflare tells wrong it tells wrong in every window. */
  void refusedValues(SourceUpdate update, int values) {
    if (values > 0) {
      progress(update).refused(values);
      String source = update.forms().name();
      if (refusalsLogged.add(update.account() + "/" + source)) {
        logger.warn(
            "values that no counter takes are left out (negative, with a fraction or too large);"
                + " further ones are only counted: query={} source={} {} values={}",
            query,
            source,
            update.where(),
            values);
      }
    }
  }

  private Progress progress(SourceUpdate update) {
    return telemetry.progress(update.account(), query);
  }
}
