package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.SimulatedAnswer.Delivery;
import io.github.cfexporter.simulator.graphql.GraphqlApi;
import io.github.cfexporter.simulator.graphql.NodeSabotage;
import io.github.cfexporter.simulator.graphql.Question;
import io.github.cfexporter.simulator.graphql.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes faults happen to answers. */
final class Sabotage {
  private final long nowMillis;

  Sabotage(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** Whether something of the real answer remains in what is sent. */
  static boolean needsAnswer(Fault fault) {
    return !(fault instanceof Fault.Refused
        || fault instanceof Fault.Hung
        || fault instanceof Fault.Replaced
        || fault instanceof Fault.BudgetDepleted);
  }

  /** What becomes of the answer that would have been given. */
  SimulatedAnswer apply(Fault fault, SimulatedCall call, SimulatedAnswer real) {
    if (fault instanceof Fault.Refused) {
      return SimulatedAnswer.none(Delivery.CLOSED);
    }
    if (fault instanceof Fault.Hung) {
      return SimulatedAnswer.none(Delivery.HUNG);
    }
    if (fault instanceof Fault.Replaced other) {
      return new SimulatedAnswer(Delivery.SENT, other.status(), other.headers(), other.body());
    }
    if (fault instanceof Fault.NodeFails node) {
      return new NodeSabotage(node, call.body(), nowMillis).apply(real);
    }
    if (fault instanceof Fault.Truncated) {
      return real.withBody(real.body().substring(0, real.body().length() / 2));
    }
    if (fault instanceof Fault.Edited edited) {
      return real.withBody(edited.edit().apply(real.body()));
    }
    return fault instanceof Fault.Partial ? partial(real) : depleted();
  }

  private SimulatedAnswer depleted() {
    JsonObject body = new JsonObject().putNull("data").put("errors", errors(Refusal.tokenBudget()));
    return SimulatedAnswer.text(200, "application/json", body.encode());
  }

  private SimulatedAnswer partial(SimulatedAnswer whole) {
    JsonObject body = whole.json();
    Optional<List<String>> path = Optional.ofNullable(body.getJsonObject("data"))
        .flatMap(data -> forgetLastNode(data, List.of()));
    path.ifPresent(lost -> body.put("errors", errors(Refusal.unavailable(lost))));
    return whole.withBody(body.encode());
  }

  /** Sets the last list of rows to null and answers where it was. */
  private static Optional<List<String>> forgetLastNode(JsonObject object, List<String> path) {
    List<String> keys = new ArrayList<>(object.fieldNames());
    for (int i = keys.size() - 1; i >= 0; i--) {
      String key = keys.get(i);
      List<String> here = Question.below(path, key);
      Object value = object.getValue(key);
      if (value instanceof JsonObject child) {
        Optional<List<String>> found = forgetLastNode(child, here);
        if (found.isPresent()) {
          return found;
        }
      } else if (value instanceof JsonArray list) {
        return forgetInList(object, key, list, here);
      }
    }
    return Optional.empty();
  }

  private static Optional<List<String>> forgetInList(
      JsonObject parent, String key, JsonArray list, List<String> path) {
    boolean scopes = !list.isEmpty() && path.size() % 2 == 0 && isScope(list.getJsonObject(0));
    if (scopes) {
      int last = list.size() - 1;
      return forgetLastNode(list.getJsonObject(last), Question.below(path, String.valueOf(last)));
    }
    parent.putNull(key);
    return Optional.of(path);
  }

  /** Zones and accounts hold lists of rows; rows of groups do not, and those of raw nodes may. */
  private static boolean isScope(JsonObject element) {
    return element.fieldNames().stream()
        .anyMatch(key -> element.getValue(key) instanceof JsonArray
            && !key.equals("origins")
            && !key.equals("pools"));
  }

  private JsonArray errors(Refusal refusal) {
    return new JsonArray(List.of(new JsonObject(GraphqlApi.error(refusal, nowMillis))));
  }
}
