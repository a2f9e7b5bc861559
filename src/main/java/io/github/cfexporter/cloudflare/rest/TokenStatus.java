package io.github.cfexporter.cloudflare.rest;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What Cloudflare says of a token that it knows.
 *
 * @param status {@code active}, or in one word why it is of no use
 * @param expires empty when it never does
 */
public record TokenStatus(String status, Optional<Instant> expires) {
  static TokenStatus of(JsonObject json) {
    return new TokenStatus(Fields.text(json, "status"), instant(Fields.text(json, "expires_on")));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException noTime) {
      return Optional.empty(); // the field is optional
    }
  }
}
