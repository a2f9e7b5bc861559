package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.gateway.SchemaGaps;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

  /** Why a question cannot be asked; empty if it can, be it as the trial of the hour. */
  Optional<CloudflareException> of(Question question) {
    return gaps.cause(SchemaVerdict.dataset(question), time.millis())
        .or(() -> gaps.cause(SchemaVerdict.source(question), time.millis()));
  }

  /** Lets nobody ask for it for about an hour. */
  void found(Way way, Collection<Piece> pieces, String what, CloudflareException cause) {
    if (gaps.found(what, cause, time.millis())) {
      logger.warn(
          "the API's schema lacks what is asked for; it is left out: {} cause=\"{}\"",
          what,
          cause.getMessage());
      telemetry.error(way.account(), cause);
    }
    pieces.forEach(piece -> piece.settle(new Asked.NotInSchema(cause)));
  }

  void answered(Question question) {
    for (String what : List.of(SchemaVerdict.dataset(question), SchemaVerdict.source(question))) {
      if (gaps.closed(what)) {
        logger.info("the API's schema has again what is asked for: {}", what);
      }
    }
  }
}
