package io.github.cfexporter.gateway.document;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An {@link Ask} that waits for the outcomes of its wants, and is answered when all are there. */
public final class Question {
  private final Message<Ask> message;
  private final Map<String, Asked.Outcome> outcomes = new HashMap<>();

  public Question(Message<Ask> message) {
    this.message = message;
  }

  public Ask ask() {
    return message.body();
  }

  /** Whether others would wait for a piece of it. */
  public boolean isShared() {
    return ask().wants().size() > 1;
  }

  public List<Piece> pieces() {
    return ask().wants().stream().map(want -> Piece.of(this, want)).toList();
  }

  void settle(String zone, Asked.Outcome outcome) {
    outcomes.put(zone, outcome);
    if (outcomes.size() == ask().wants().size()) {
      message.reply(new Asked(outcomes));
    }
  }
}
