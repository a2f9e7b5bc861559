package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Part;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.Tally;

/**
 * One source asked for one zone: what a document is packed from, and what a refusal is pinned on.
 */
record Piece(Question question, Ask.Want want) {

  /** The window that the settings and the limits of the moment allow. */
  Horizon horizon(Pace pace) {
    return pace.horizon(question.ask().reading().source().granularity(), want.limits());
  }

  Part part(String alias) {
    return new Part(alias, want.zone());
  }

  /** A fresh tally for the rows of one answer. */
  Tally tally() {
    return question.ask().reading().tally(want.rules(), want.keys());
  }

  void settle(Asked.Outcome outcome) {
    question.settle(want.zone(), outcome);
  }
}
