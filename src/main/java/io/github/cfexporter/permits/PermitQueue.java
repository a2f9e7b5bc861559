package io.github.cfexporter.permits;

import io.github.cfexporter.bus.PermitRequest;
import io.github.cfexporter.limiter.Request;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who waits for a permit at the limiter, each once, however often it asks. */
final class PermitQueue {
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Map<String, Long> ids = new HashMap<>();
  private long lastId;

  /**
   * One that waits.
   *
   * @param since milliseconds since the epoch
   */
  record Waiting(Message<PermitRequest> message, long since) {
    PermitRequest asked() {
      return message.body();
    }

    /** It asks again, whoever is the limiter then. */
    void sendAway() {
      message.fail(0, "the limiter has moved");
    }
  }

  /** Adds one; returns what the limiter is to be asked, empty when it is asked already. */
  Optional<Request> add(Message<PermitRequest> message, long now) {
    PermitRequest asked = message.body();
    Long known = ids.get(asked.id());
    if (known != null) {
      waiting.put(known, new Waiting(message, waiting.get(known).since()));
      return Optional.empty();
    }
    long id = ++lastId;
    ids.put(asked.id(), id);
    waiting.put(id, new Waiting(message, now));
    return Optional.of(request(id, asked));
  }

  /** What a limiter is to be asked that knows of none of them. */
  List<Request> requests() {
    return waiting.entrySet().stream()
        .map(entry -> request(entry.getKey(), entry.getValue().asked()))
        .toList();
  }

  /** Takes out the one of a request. */
  Waiting take(long id) {
    Waiting one = waiting.remove(id);
    ids.remove(one.asked().id());
    return one;
  }

  void sendAllAway() {
    waiting.values().forEach(Waiting::sendAway);
    waiting.clear();
  }

  private static Request request(long id, PermitRequest asked) {
    return new Request(id, asked.payer(), asked.dueSince());
  }
}
