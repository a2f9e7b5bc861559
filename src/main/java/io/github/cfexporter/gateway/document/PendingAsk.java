package io.github.cfexporter.gateway.document;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An {@link Ask} that waits for the outcomes of its requests, and is answered when all are there. */
public final class PendingAsk {
  private final Message<Ask> message;
  private final Map<String, Asked.Outcome> outcomes = new HashMap<>();

  public PendingAsk(Message<Ask> message) {
    this.message = message;
  }

  public Ask ask() {
    return message.body();
  }

  /** Whether others would wait for a planned node of it. */
  public boolean isShared() {
    return ask().requests().size() > 1;
  }

  public List<PlannedNode> plannedNodes() {
    return ask().requests().stream()
        .map(request -> PlannedNode.of(this, request))
        .toList();
  }

  void settle(String zone, Asked.Outcome outcome) {
    outcomes.put(zone, outcome);
    if (outcomes.size() == ask().requests().size()) {
      message.reply(new Asked(outcomes));
    }
  }
}
