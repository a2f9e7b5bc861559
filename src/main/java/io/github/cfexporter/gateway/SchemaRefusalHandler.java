package io.github.cfexporter.gateway;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.UnknownName;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.PendingAsk;
import io.github.cfexporter.gateway.document.PlannedNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What follows from a document that is not valid against the API's schema: which dataset, or which
 * node's fields, the schema lacks. The schema is the same for every zone, so zones are never told
 * apart; where nothing is named, nodes are asked by halves until one stands alone.
 */
final class SchemaRefusalHandler {
  private static final Pattern ABOUT_ARGUMENTS =
      Pattern.compile("error parsing args|empty zone filters", Pattern.CASE_INSENSITIVE);

  private final CloudflareException cause;
  private final List<PlannedNode> plannedNodes;
  private final Set<AskedSource> nodes;
  private final List<UnknownName> names;

  /**
   * One node of a source, whatever zone it is asked for.
   *
   * @param byMinute whether its rows are asked for their minute, without which it may be known
   */
  record AskedSource(String scope, String kind, Source source, boolean byMinute) {
    static AskedSource of(PendingAsk question, Reading node) {
      Ask ask = question.ask();
      String scope = ask.requests().get(0).zone().isEmpty() ? "account" : "zone";
      return new AskedSource(scope, ask.kind(), node.source(), node.asksForMinute(""));
    }

    /** What is asked for under the name of the dataset; the same for every kind. */
    String dataset() {
      return scope + " dataset=" + source.dataset();
    }

    /** What this node alone asks for. */
    String node() {
      return dataset() + " query=" + kind + " source=" + source.name()
          + (byMinute ? " by=minute" : "");
    }
  }

  private SchemaRefusalHandler(Collection<PlannedNode> plannedNodes, CloudflareException cause) {
    this.cause = cause;
    this.plannedNodes = List.copyOf(plannedNodes);
    this.names = UnknownName.in(cause);
    this.nodes = plannedNodes.stream()
        .flatMap(planned -> askedSources(planned).stream())
        .collect(toCollection(LinkedHashSet::new));
  }

  /**
   * Empty for other refusals, and for one that may be about a zone: what cannot be parsed need not be
   * something that the schema lacks.
   */
  static Optional<SchemaRefusalHandler> of(DocumentInFlight fetch, CloudflareException cause) {
    if (!(cause.refusal() instanceof Refusal.Schema)) {
      return Optional.empty();
    }
    SchemaRefusalHandler refusalHandler = new SchemaRefusalHandler(fetch.plannedNodes(), cause);
    boolean bare = refusalHandler.names.isEmpty()
        && !ABOUT_ARGUMENTS.matcher(cause.getMessage()).find();
    boolean known = !refusalHandler
        .plannedAmong((source, name) ->
            SourceFields.isDataset(source, name) || SourceFields.uses(source, name))
        .isEmpty();
    return bare || known ? Optional.of(refusalHandler) : Optional.empty();
  }

  void carryOut(DocumentFetcher fetching, DocumentScheduler scheduler, Route route) {
    Set<AskedSource> ofDataset = plannedAmong(SourceFields::isDataset);
    Set<AskedSource> ofType = plannedAmong((source, name) ->
        SourceFields.uses(source, name) && SourceFields.isOfDataset(source, name));
    Set<AskedSource> users = plannedAmong(SourceFields::uses);
    if (!ofDataset.isEmpty()) {
      convict(fetching, scheduler, route, ofDataset, AskedSource::dataset);
    } else if (!ofType.isEmpty() && named(name -> !name.type().isEmpty())) {
      convict(fetching, scheduler, route, ofType, AskedSource::node);
    } else {
      Set<AskedSource> suspects = users.isEmpty() ? nodes : users;
      if (suspects.size() == 1) {
        convict(fetching, scheduler, route, suspects, AskedSource::node);
      } else {
        split(scheduler, route, suspects);
      }
    }
  }

  private interface Match {
    boolean test(Source source, UnknownName name);
  }

  private void convict(
      DocumentFetcher fetching,
      DocumentScheduler scheduler,
      Route route,
      Set<AskedSource> guilty,
      Function<AskedSource, String> naming) {
    guilty.forEach(node -> fetching.notInSchema(route, naming.apply(node), cause));
    List<PlannedNode> concerned = plannedAmong(guilty);
    concerned.forEach(
        planned -> planned.settle(new Asked.NotInSchema(cause, named(planned, guilty))));
    others(scheduler, route, concerned);
  }

  /**
   * Asks half of the sources at a time, for all their zones together and whoever asks; where one is
   * left that has several nodes, half of these. Where it has one node, that is convicted already.
   */
  private void split(DocumentScheduler scheduler, Route route, Set<AskedSource> suspects) {
    List<PlannedNode> concerned = plannedAmong(suspects);
    boolean ofOneSource =
        concerned.stream().map(DocumentPacker::source).distinct().count() == 1;
    scheduler.again(
        route,
        ofOneSource
            ? List.of(concerned.stream()
                .map(planned -> planned.atMost(Math.max(1, planned.nodes() / 2)))
                .toList())
            : DocumentPacker.halve(concerned));
    others(scheduler, route, concerned);
  }

  private void others(DocumentScheduler scheduler, Route route, List<PlannedNode> but) {
    List<PlannedNode> others =
        plannedNodes.stream().filter(planned -> !but.contains(planned)).toList();
    if (!others.isEmpty()) {
      scheduler.again(route, List.of(others));
    }
  }

  private List<PlannedNode> plannedAmong(Set<AskedSource> some) {
    return plannedNodes.stream()
        .filter(planned -> askedSources(planned).stream().anyMatch(some::contains))
        .toList();
  }

  private Set<AskedSource> plannedAmong(Match match) {
    return nodes.stream()
        .filter(node -> named(name -> match.test(node.source(), name)))
        .collect(toCollection(LinkedHashSet::new));
  }

  private boolean named(Predicate<UnknownName> like) {
    return names.stream().anyMatch(like);
  }

  private static Set<String> named(PlannedNode planned, Set<AskedSource> guilty) {
    return askedSources(planned).stream()
        .filter(guilty::contains)
        .map(node -> node.source().name())
        .collect(toSet());
  }

  private static List<AskedSource> askedSources(PlannedNode planned) {
    return planned.readings().stream()
        .map(node -> AskedSource.of(planned.pending(), node))
        .toList();
  }
}
