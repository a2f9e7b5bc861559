package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.gateway.SchemaRefusalHandler.AskedSource;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.PendingAsk;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the API's schema lacks out of documents, and says so where it is found. */
final class SchemaLack {
  private static final Logger logger = LoggerFactory.getLogger(SchemaLack.class);

  private final Time time;
  private final Telemetry telemetry;
  private final SchemaGaps gaps = new SchemaGaps();

  SchemaLack(Time time, Telemetry telemetry) {
    this.time = time;
    this.telemetry = telemetry;
  }

  /**
   * Why nodes of a question cannot be asked, by their names; empty if all can, be it as the trial of the
   * hour.
   */
  Map<String, CloudflareException> of(PendingAsk question) {
    Map<String, CloudflareException> lacking = new LinkedHashMap<>();
    for (Reading node : question.ask().readings()) {
      AskedSource askedSource = AskedSource.of(question, node);
      gaps.cause(askedSource.dataset(), time.millis())
          .or(() -> gaps.cause(askedSource.node(), time.millis()))
          .ifPresent(cause -> lacking.put(node.source().name(), cause));
    }
    return lacking;
  }

  /** Lets nobody ask for it for about an hour. */
  void found(Route route, String what, CloudflareException cause) {
    if (gaps.found(what, cause, time.millis())) {
      logger.warn(
          "the API's schema lacks what is asked for; it is left out: {} cause=\"{}\"",
          what,
          cause.getMessage());
      telemetry.error(route.account(), cause);
    }
  }

  void answered(PlannedNode planned) {
    for (Reading node : planned.readings()) {
      AskedSource askedSource = AskedSource.of(planned.pending(), node);
      for (String what : List.of(askedSource.dataset(), askedSource.node())) {
        if (gaps.closed(what)) {
          logger.info("the API's schema has again what is asked for: {}", what);
        }
      }
    }
  }
}
