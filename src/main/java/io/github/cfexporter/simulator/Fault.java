package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.rest.RestError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

  /**
   * One node fails; only over GraphQL.
   *
   * @param zone its id; the node fails in this zone only; empty for every zone
   * @param marker what its field has in the document, such as its dataset, a part of its filter or a dimension
   * @param message Cloudflare's, be it known or not
   * @param alone whether the rest is answered; if not, there is no data at all
   */
  record NodeFails(String zone, String marker, String message, boolean alone) implements Fault {}

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

  /** A refusal in GraphQL's envelope, without any data and without a path. */
  static Fault graphqlError(int status, String message) {
    JsonObject error = new JsonObject().put("message", message).putNull("path");
    return json(status, new JsonObject().putNull("data").put("errors", new JsonArray().add(error)));
  }

  /** A refusal in the envelope of the REST API, which GraphQL has too, before it reads a document. */
  static Fault restError(int status, int code, String message) {
    JsonObject error = new JsonObject().put("code", code).put("message", message);
    return json(
        status,
        new JsonObject()
            .put("success", false)
            .put("errors", new JsonArray().add(error))
            .put("messages", new JsonArray())
            .putNull("result"));
  }

  /** Something on the way sends the caller elsewhere. */
  static Fault redirect(int status, String target) {
    return new Replaced(status, Map.of("location", target), "");
  }

  /** A proxy on the way wants a login. */
  static Fault proxyLogin() {
    return new Replaced(407, Map.of("content-type", "text/plain"), "Proxy login required");
  }

  /** An answer that asks to wait for so many seconds, be they absurd. */
  static Fault retryAfter(String seconds) {
    return new Replaced(
        429,
        Map.of("content-type", "application/json", "retry-after", seconds),
        RestError.rateLimited().answer().body());
  }

  private static Fault json(int status, JsonObject body) {
    return json(status, body.encode());
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
