package io.github.cfexporter.verticle;

import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An {@link Ask} that waits for the outcomes of its wants, and is answered when all are there. */
final class Question {
  private final Message<Ask> message;
  private final Map<String, Asked.Outcome> outcomes = new HashMap<>();

  Question(Message<Ask> message) {
    this.message = message;
  }

  Ask ask() {
    return message.body();
  }

  /** Whether others would wait for a piece of it. */
  boolean isShared() {
    return ask().wants().size() > 1;
  }

  List<Piece> pieces() {
    return ask().wants().stream().map(want -> Piece.of(this, want)).toList();
  }

  void settle(String zone, Asked.Outcome outcome) {
    outcomes.put(zone, outcome);
    if (outcomes.size() == ask().wants().size()) {
      message.reply(new Asked(outcomes));
    }
  }
}
