package io.github.cfexporter.verticle;

import static java.util.stream.Collectors.toList;

import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.UnknownName;
import io.github.cfexporter.gateway.SourceFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What follows from a document that is not valid against the API's schema: which dataset, or which
 * source's fields, the schema lacks. The schema is the same for every zone, so zones are never told
 * apart; where nothing is named, sources are asked by halves until one stands alone.
 */
final class SchemaVerdict {
  private static final Pattern ABOUT_ARGUMENTS =
      Pattern.compile("error parsing args|empty zone filters", Pattern.CASE_INSENSITIVE);

  private final CloudflareException cause;
  private final Map<Question, List<Piece>> groups = new LinkedHashMap<>();
  private final List<UnknownName> names;

  private SchemaVerdict(Collection<Piece> pieces, CloudflareException cause) {
    this.cause = cause;
    this.names = UnknownName.in(cause);
    pieces.forEach(piece ->
        groups.computeIfAbsent(piece.question(), q -> new ArrayList<>()).add(piece));
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

  void carryOut(Fetching fetching, Way way) {
    List<Question> ofDataset = asking((source, name) -> SourceFields.isDataset(source, name));
    List<Question> ofType = asking((source, name) ->
        SourceFields.uses(source, name) && SourceFields.isOfDataset(source, name));
    List<Question> users = asking((source, name) -> SourceFields.uses(source, name));
    if (!ofDataset.isEmpty()) {
      convict(fetching, way, ofDataset, SchemaVerdict::dataset);
    } else if (!ofType.isEmpty() && named(name -> !name.type().isEmpty())) {
      convict(fetching, way, ofType, SchemaVerdict::source);
    } else {
      List<Question> suspects = users.isEmpty() ? List.copyOf(groups.keySet()) : users;
      if (suspects.size() == 1) {
        convict(fetching, way, suspects, SchemaVerdict::source);
      } else {
        split(fetching, way, suspects);
      }
    }
  }

  /** What a source asks for under the name of its dataset; the same for every kind. */
  static String dataset(Question question) {
    return scope(question.ask()) + " dataset=" + sourceOf(question).dataset();
  }

  /** What one source alone asks for. */
  static String source(Question question) {
    return dataset(question) + " query=" + question.ask().kind() + " source="
        + sourceOf(question).name();
  }

  private interface Match {
    boolean test(Source source, UnknownName name);
  }

  private interface Naming {
    String of(Question question);
  }

  private void convict(Fetching fetching, Way way, List<Question> guilty, Naming naming) {
    guilty.forEach(
        question -> fetching.notInSchema(way, groups.get(question), naming.of(question), cause));
    others(fetching, way, guilty);
  }

  private void split(Fetching fetching, Way way, List<Question> suspects) {
    int half = suspects.size() / 2;
    fetching.again(
        way,
        List.of(
            pieces(suspects.subList(0, half)), pieces(suspects.subList(half, suspects.size()))));
    others(fetching, way, suspects);
  }

  private void others(Fetching fetching, Way way, List<Question> but) {
    List<Piece> others = pieces(
        groups.keySet().stream().filter(question -> !but.contains(question)).toList());
    if (!others.isEmpty()) {
      fetching.again(way, List.of(others));
    }
  }

  private List<Piece> pieces(Collection<Question> questions) {
    return questions.stream().flatMap(question -> groups.get(question).stream()).collect(toList());
  }

  private List<Question> asking(Match match) {
    return groups.keySet().stream()
        .filter(question -> named(name -> match.test(sourceOf(question), name)))
        .toList();
  }

  private boolean named(Predicate<UnknownName> like) {
    return names.stream().anyMatch(like);
  }

  private static Source sourceOf(Question question) {
    return question.ask().reading().source();
  }

  private static String scope(Ask ask) {
    return ask.wants().get(0).zone().isEmpty() ? "account" : "zone";
  }
}
