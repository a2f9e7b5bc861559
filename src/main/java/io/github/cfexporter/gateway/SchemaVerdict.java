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
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.Fetch;
import io.github.cfexporter.gateway.document.Piece;
import io.github.cfexporter.gateway.document.Question;
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
final class SchemaVerdict {
  private static final Pattern ABOUT_ARGUMENTS =
      Pattern.compile("error parsing args|empty zone filters", Pattern.CASE_INSENSITIVE);

  private final CloudflareException cause;
  private final List<Piece> pieces;
  private final Set<Asking> nodes;
  private final List<UnknownName> names;

  /** One node of a source, whatever zone it is asked for. */
  record Asking(String scope, String kind, Source source) {
    static Asking of(Question question, Reading node) {
      Ask ask = question.ask();
      String scope = ask.wants().get(0).zone().isEmpty() ? "account" : "zone";
      return new Asking(scope, ask.kind(), node.source());
    }

    /** What is asked for under the name of the dataset; the same for every kind. */
    String dataset() {
      return scope + " dataset=" + source.dataset();
    }

    /** What this node alone asks for. */
    String node() {
      return dataset() + " query=" + kind + " source=" + source.name();
    }
  }

  private SchemaVerdict(Collection<Piece> pieces, CloudflareException cause) {
    this.cause = cause;
    this.pieces = List.copyOf(pieces);
    this.names = UnknownName.in(cause);
    this.nodes = pieces.stream()
        .flatMap(piece -> askings(piece).stream())
        .collect(toCollection(LinkedHashSet::new));
  }

  /**
   * Empty for other refusals, and for one that may be about a zone: what cannot be parsed need not be
   * something that the schema lacks.
   */
  static Optional<SchemaVerdict> of(Fetch fetch, CloudflareException cause) {
    if (!(cause.refusal() instanceof Refusal.Schema)) {
      return Optional.empty();
    }
    SchemaVerdict verdict = new SchemaVerdict(fetch.pieces(), cause);
    boolean bare =
        verdict.names.isEmpty() && !ABOUT_ARGUMENTS.matcher(cause.getMessage()).find();
    boolean known = !verdict
        .asking((source, name) ->
            SourceFields.isDataset(source, name) || SourceFields.uses(source, name))
        .isEmpty();
    return bare || known ? Optional.of(verdict) : Optional.empty();
  }

  void carryOut(DocumentFetcher fetching, Route route) {
    Set<Asking> ofDataset = asking(SourceFields::isDataset);
    Set<Asking> ofType = asking((source, name) ->
        SourceFields.uses(source, name) && SourceFields.isOfDataset(source, name));
    Set<Asking> users = asking(SourceFields::uses);
    if (!ofDataset.isEmpty()) {
      convict(fetching, route, ofDataset, Asking::dataset);
    } else if (!ofType.isEmpty() && named(name -> !name.type().isEmpty())) {
      convict(fetching, route, ofType, Asking::node);
    } else {
      Set<Asking> suspects = users.isEmpty() ? nodes : users;
      if (suspects.size() == 1) {
        convict(fetching, route, suspects, Asking::node);
      } else {
        split(fetching, route, suspects);
      }
    }
  }

  private interface Match {
    boolean test(Source source, UnknownName name);
  }

  private void convict(
      DocumentFetcher fetching, Route route, Set<Asking> guilty, Function<Asking, String> naming) {
    guilty.forEach(node -> fetching.notInSchema(route, naming.apply(node), cause));
    List<Piece> concerned = asking(guilty);
    concerned.forEach(piece -> piece.settle(new Asked.NotInSchema(cause, named(piece, guilty))));
    others(fetching, route, concerned);
  }

  /**
   * Asks half of the sources at a time, for all their zones together and whoever asks; where one is
   * left that has several nodes, half of these. Where it has one node, that is convicted already.
   */
  private void split(DocumentFetcher fetching, Route route, Set<Asking> suspects) {
    List<Piece> concerned = asking(suspects);
    boolean ofOneSource =
        concerned.stream().map(DocumentPacker::source).distinct().count() == 1;
    fetching.again(
        route,
        ofOneSource
            ? List.of(concerned.stream()
                .map(piece -> piece.atMost(Math.max(1, piece.nodes() / 2)))
                .toList())
            : DocumentPacker.halve(concerned));
    others(fetching, route, concerned);
  }

  private void others(DocumentFetcher fetching, Route route, List<Piece> but) {
    List<Piece> others = pieces.stream().filter(piece -> !but.contains(piece)).toList();
    if (!others.isEmpty()) {
      fetching.again(route, List.of(others));
    }
  }

  private List<Piece> asking(Set<Asking> some) {
    return pieces.stream()
        .filter(piece -> askings(piece).stream().anyMatch(some::contains))
        .toList();
  }

  private Set<Asking> asking(Match match) {
    return nodes.stream()
        .filter(node -> named(name -> match.test(node.source(), name)))
        .collect(toCollection(LinkedHashSet::new));
  }

  private boolean named(Predicate<UnknownName> like) {
    return names.stream().anyMatch(like);
  }

  private static Set<String> named(Piece piece, Set<Asking> guilty) {
    return askings(piece).stream()
        .filter(guilty::contains)
        .map(node -> node.source().name())
        .collect(toSet());
  }

  private static List<Asking> askings(Piece piece) {
    return piece.readings().stream()
        .map(node -> Asking.of(piece.question(), node))
        .toList();
  }
}
