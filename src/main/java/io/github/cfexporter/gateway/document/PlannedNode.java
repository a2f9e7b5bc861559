package io.github.cfexporter.gateway.document;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Horizon.Choice;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
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
 * <p>Two planned nodes are never equal.
 */
public final class PlannedNode {
  private final PendingAsk pending;
  private final Ask.WindowRequest request;
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
  private PlannedNode(
      PendingAsk pending,
      Ask.WindowRequest request,
      List<Reading> left,
      int most,
      Optional<Choice> choice,
      Optional<Asked.Fetched> read,
      boolean searched) {
    this.searched = searched;
    this.pending = pending;
    this.request = request;
    this.left = left;
    this.most = most;
    this.choice = choice;
    this.read = read;
  }

  static PlannedNode of(PendingAsk pending, Ask.WindowRequest request) {
    List<Reading> all = pending.ask().readings();
    return new PlannedNode(
        pending, request, all, all.size(), Optional.empty(), Optional.empty(), false);
  }

  /** The same for a window that is told, whatever the settings allow. */
  public PlannedNode over(Window window) {
    return new PlannedNode(
        pending, request, left, most, Optional.of(new Choice(window, 0)), read, searched);
  }

  /** What it asks for, whoever asks, and however many nodes one document may ask. */
  public SourceZone key() {
    Ask ask = pending.ask();
    String nodes =
        ask.readings().stream().map(node -> node.source().name()).collect(Collectors.joining("+"));
    return new SourceZone(ask.account(), ask.kind(), nodes, request.zone());
  }

  public PendingAsk pending() {
    return pending;
  }

  public Ask.WindowRequest request() {
    return request;
  }

  /** The nodes that the next document asks. */
  public List<Reading> readings() {
    return left.subList(0, nodes());
  }

  /** How many nodes the next document asks. */
  public int nodes() {
    return Math.min(most, left.size());
  }

  /** The same planned node, with fewer nodes in its next document if it has more than that. */
  public PlannedNode atMost(int nodes) {
    return nodes() <= nodes
        ? this
        : new PlannedNode(pending, request, left, nodes, choice, read, searched);
  }

  /** The same planned node with half of its nodes, to find out which of them is refused. */
  PlannedNode halved() {
    return new PlannedNode(pending, request, left, Math.max(1, nodes() / 2), choice, read, true);
  }

  public boolean isSearched() {
    return searched;
  }

  /** Whether the source has other nodes that may be answered nevertheless. */
  public boolean isOfSeveralNodes() {
    return pending.ask().readings().size() > 1;
  }

  /** The window that the settings and the limits of the moment allow; empty when none is due. */
  Optional<Choice> choice(WindowPolicy policy) {
    return choice.or(() -> policy
        .horizon(pending.ask().timing(), request.limits())
        .next(request.watermark(), request.cap()));
  }

  /**
   * Takes what the nodes of its document gave. Settles the planned node if these were the last ones;
   * otherwise answers what is left to ask.
   */
  Optional<PlannedNode> read(Choice window, Asked.Fetched fetched) {
    Asked.Fetched soFar = read.map(before -> before.with(fetched)).orElse(fetched);
    List<Reading> rest = new ArrayList<>(left.subList(nodes(), left.size()));
    if (rest.isEmpty()) {
      settle(soFar);
      return Optional.empty();
    }
    return Optional.of(new PlannedNode(
        pending, request, rest, most, Optional.of(window), Optional.of(soFar), searched));
  }

  public void settle(Asked.Outcome outcome) {
    pending.settle(request.zone(), outcome);
  }
}
