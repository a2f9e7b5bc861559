package io.github.cfexporter.backfill;

import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.UnknownName;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.Block;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.Node;
import io.github.cfexporter.cloudflare.graphql.RowSink;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.WindowTally;
import io.github.cfexporter.counting.series.KnownKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One document about a unit and a window, and what has come of its answer. */
final class HistoryQuestion {
  private final HistoryUnit unit;
  private final Window window;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<AnswerPart, WindowTally> tallies = new HashMap<>();

  /** @param limit most rows of one node */
  HistoryQuestion(HistoryUnit unit, Window window, int limit) {
    this.unit = unit;
    this.window = window;
    for (Reading reading : unit.readings()) {
      Node node = new Node("n" + nodes.size(), reading.source(), window, limit);
      nodes.add(node);
      unit.zones()
          .forEach(zone -> tallies.put(
              new AnswerPart(node.alias(), zone.id()),
              reading.tally(window, zone.rules(), new KnownKeys())));
    }
  }

  HistoryUnit unit() {
    return unit;
  }

  Window window() {
    return window;
  }

  Document document() {
    return unit.isOfAccount()
        ? new Document(unit.accountId(), List.of(), nodes)
        : new Document(
            unit.accountId(),
            List.of(new Block(unit.zones().stream().map(HistoryZone::id).toList(), nodes)),
            List.of());
  }

  /** Where the rows of a node go. */
  RowSink sink(String alias) {
    return (zone, row) -> {
      WindowTally tally = tallies.get(new AnswerPart(alias, zone));
      if (tally != null) {
        tally.row(row);
      }
    };
  }

  /** Zones of which some node was not answered, or may not have been. */
  List<HistoryZone> spoilt(Answer answer) {
    return unit.zones().stream().filter(zone -> !isClean(answer, zone)).toList();
  }

  private boolean isClean(Answer answer, HistoryZone zone) {
    return parts(zone).stream().allMatch(answer::clean);
  }

  /** What happened in each of the other zones, by its id. */
  Map<String, Delta> deltas(Answer answer) {
    Map<String, Delta> deltas = new HashMap<>();
    for (HistoryZone zone : unit.zones()) {
      if (isClean(answer, zone)) {
        Delta all = parts(zone).stream()
            .map(part -> tallies.get(part).delta())
            .reduce(Delta::with)
            .orElseThrow();
        deltas.put(zone.id(), unit.forms().whole(all));
      }
    }
    return deltas;
  }

  /** Most rows of any zone and node. */
  int mostRows(Answer answer) {
    return answer.rows().values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Whether rows may be missing, because there were as many as were asked for. */
  boolean full(Answer answer) {
    return unit.zones().stream()
        .flatMap(zone -> parts(zone).stream())
        .anyMatch(part -> answer.full(part, nodes.get(0)));
  }

  private List<AnswerPart> parts(HistoryZone zone) {
    return nodes.stream().map(node -> new AnswerPart(node.alias(), zone.id())).toList();
  }

  /** Whether Cloudflare says that it does not know a name that is asked for. */
  static boolean isNotInSchema(HistoryUnit unit, CloudflareException cause) {
    Set<String> names = new HashSet<>();
    for (Reading reading : unit.readings()) {
      names.add(reading.source().dataset());
      reading.shape().leaves().forEach(leaf -> names.addAll(names(leaf)));
      reading.shape().lists().keySet().forEach(list -> names.addAll(names(list)));
    }
    return UnknownName.in(cause).stream().map(UnknownName::name).anyMatch(names::contains);
  }

  private static List<String> names(String path) {
    return Arrays.asList(path.split("\\."));
  }
}
