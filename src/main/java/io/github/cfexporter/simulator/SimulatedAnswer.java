package io.github.cfexporter.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happens to a call.
 *
 * @param delivery whether there is an answer at all; if not, the rest means nothing
 */
public record SimulatedAnswer(
    Delivery delivery, int status, Map<String, String> headers, String body) {

  /** What becomes of the connection. */
  public enum Delivery {
    /** The answer is sent. */
    SENT,
    /** The connection is closed without an answer. */
    CLOSED,
    /** Nothing is sent and the connection stays open. */
    HUNG
  }

  public SimulatedAnswer {
    headers = Map.copyOf(headers);
  }

  public static SimulatedAnswer json(int status, Map<String, Object> body) {
    return text(status, "application/json", new JsonObject(body).encode());
  }

  public static SimulatedAnswer text(int status, String contentType, String body) {
    return new SimulatedAnswer(Delivery.SENT, status, Map.of("content-type", contentType), body);
  }

  static SimulatedAnswer none(Delivery delivery) {
    return new SimulatedAnswer(delivery, 0, Map.of(), "");
  }

  public JsonObject json() {
    return new JsonObject(body);
  }

  SimulatedAnswer with(Map<String, String> moreHeaders) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(moreHeaders);
    return new SimulatedAnswer(delivery, status, all, body);
  }

  public SimulatedAnswer withBody(String otherBody) {
    return new SimulatedAnswer(delivery, status, headers, otherBody);
  }
}
