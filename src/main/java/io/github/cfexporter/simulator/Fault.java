package io.github.cfexporter.simulator;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Something that goes wrong on the way back: the call was served, charged and logged by then. */
public sealed interface Fault {

  /** The connection is closed without an answer. */
  record Refused() implements Fault {}

  /** Nothing is ever sent. */
  record Hung() implements Fault {}

  /** An answer in place of the real one, such as a 503 or a page in HTML. */
  record Replaced(int status, Map<String, String> headers, String body) implements Fault {
    public Replaced {
      headers = Map.copyOf(headers);
    }
  }

  /** The real answer, cut off in the middle: JSON that ends too early. */
  record Truncated() implements Fault {}

  /** Data for all nodes but one, which is {@code null} and named by an error; only over GraphQL. */
  record Partial() implements Fault {}

  /** The document is refused as if the budget were used up; only over GraphQL. */
  record BudgetDepleted() implements Fault {}

  /** The real answer with another body; a mistake of the API that no page describes. */
  record Edited(UnaryOperator<String> edit) implements Fault {}

  static Fault closedConnection() {
    return new Refused();
  }

  static Fault hang() {
    return new Hung();
  }

  /** A failure of the edge, in HTML as it usually is. */
  static Fault status(int status) {
    String body = "<html><head><title>" + status + "</title></head><body>cloudflare</body></html>";
    return new Replaced(status, Map.of("content-type", "text/html; charset=UTF-8"), body);
  }

  /** Another body in place of the right one. */
  static Fault json(int status, String body) {
    return new Replaced(status, Map.of("content-type", "application/json"), body);
  }

  /** HTML where JSON is expected, with status 200. */
  static Fault html() {
    return status(200);
  }

  /** REST's 429, as both APIs give it. */
  static Fault tooManyRequests(int retryAfterSeconds) {
    Map<String, String> headers = Map.of(
        "content-type", "application/json", "retry-after", String.valueOf(retryAfterSeconds));
    return new Replaced(429, headers, RestError.rateLimited().answer().body());
  }

  static Fault malformedJson() {
    return new Replaced(200, Map.of("content-type", "application/json"), "{\"data\": {]}");
  }

  static Fault truncatedJson() {
    return new Truncated();
  }

  static Fault edited(UnaryOperator<String> edit) {
    return new Edited(edit);
  }

  static Fault partialData() {
    return new Partial();
  }

  static Fault budgetDepleted() {
    return new BudgetDepleted();
  }

  /** What a token meets after it was revoked, or flapping just after it was made. */
  static Fault revokedToken() {
    SimulatedAnswer answer = RestError.authentication().answer();
    return new Replaced(answer.status(), answer.headers(), answer.body());
  }
}
