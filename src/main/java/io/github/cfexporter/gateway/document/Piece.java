package io.github.cfexporter.gateway.document;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.counting.Horizon.Choice;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.gateway.breaker.SourceZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One source asked for one zone: what a document is packed from, and what a refusal is pinned on. A
 * source of several nodes has them in one document as a rule. Where that is too small for them, or
 * where it must be found out which of them is refused, they are read one after the other, all for the
 * window that the first ones had; what they gave becomes one outcome when all have been read.
 *
 * <p>Two pieces are never equal.
 */
public final class Piece {
  private final Question question;
  private final Ask.Want want;
  private final List<Reading> left;
  private final int most;
  private final Optional<Choice> choice;
  private final Optional<Asked.Fetched> read;
  private final boolean searched;

  /**
   * @param left nodes that have not been read yet
   * @param most nodes that one document may ask
   * @param choice window of the nodes that have been read
   * @param read what they gave
   * @param searched whether it is being found out which of its nodes is refused
   */
  private Piece(
      Question question,
      Ask.Want want,
      List<Reading> left,
      int most,
      Optional<Choice> choice,
      Optional<Asked.Fetched> read,
      boolean searched) {
    this.searched = searched;
    this.question = question;
    this.want = want;
    this.left = left;
    this.most = most;
    this.choice = choice;
    this.read = read;
  }

  static Piece of(Question question, Ask.Want want) {
    List<Reading> all = question.ask().readings();
    return new Piece(question, want, all, all.size(), Optional.empty(), Optional.empty(), false);
  }

  /** What it asks for, whoever asks, and however many nodes one document may ask. */
  public SourceZone key() {
    Ask ask = question.ask();
    String nodes =
        ask.readings().stream().map(node -> node.source().name()).collect(Collectors.joining("+"));
    return new SourceZone(ask.kind(), nodes, want.zone());
  }

  public Question question() {
    return question;
  }

  public Ask.Want want() {
    return want;
  }

  /** The nodes that the next document asks. */
  public List<Reading> readings() {
    return left.subList(0, nodes());
  }

  /** How many nodes the next document asks. */
  public int nodes() {
    return Math.min(most, left.size());
  }

  /** The same piece, with fewer nodes in its next document if it has more than that. */
  public Piece atMost(int nodes) {
    return nodes() <= nodes ? this : new Piece(question, want, left, nodes, choice, read, searched);
  }

  /** The same piece with half of its nodes, to find out which of them is refused. */
  Piece halved() {
    return new Piece(question, want, left, Math.max(1, nodes() / 2), choice, read, true);
  }

  public boolean isSearched() {
    return searched;
  }

  /** Whether the source has other nodes that may be answered nevertheless. */
  public boolean isOfSeveralNodes() {
    return question.ask().readings().size() > 1;
  }

  /** The window that the settings and the limits of the moment allow; empty when none is due. */
  Optional<Choice> choice(Pace pace) {
    return choice.or(() -> pace.horizon(question.ask().granularity(), want.limits())
        .next(want.watermark(), want.cap()));
  }

  /**
   * Takes what the nodes of its document gave. Settles the piece if these were the last ones;
   * otherwise answers what is left to ask.
   */
  Optional<Piece> read(Choice window, Asked.Fetched fetched) {
    Asked.Fetched soFar = read.map(before -> before.with(fetched)).orElse(fetched);
    List<Reading> rest = new ArrayList<>(left.subList(nodes(), left.size()));
    if (rest.isEmpty()) {
      settle(soFar);
      return Optional.empty();
    }
    return Optional.of(
        new Piece(question, want, rest, most, Optional.of(window), Optional.of(soFar), searched));
  }

  public void settle(Asked.Outcome outcome) {
    question.settle(want.zone(), outcome);
  }
}
