package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Part;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.gateway.SourceZone;

/**
 * One source asked for one zone: what a document is packed from, and what a refusal is pinned on.
 */
record Piece(Question question, Ask.Want want) {

  /** What it asks for, whoever asks. */
  SourceZone key() {
    Ask ask = question.ask();
    return new SourceZone(ask.kind(), ask.reading().source().name(), want.zone());
  }

  /** The source and the zone, as progress is told. */
  String name() {
    return question.ask().reading().source().name() + "/" + want.zone();
  }

  /** The window that the settings and the limits of the moment allow. */
  Horizon horizon(Pace pace) {
    return pace.horizon(question.ask().reading().source().granularity(), want.limits());
  }

  Part part(String alias) {
    return new Part(alias, want.zone());
  }

  void settle(Asked.Outcome outcome) {
    question.settle(want.zone(), outcome);
  }
}
