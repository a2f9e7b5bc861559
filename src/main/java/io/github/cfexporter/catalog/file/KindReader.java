package io.github.cfexporter.catalog.file;

import static java.util.Comparator.comparingInt;

import io.github.cfexporter.catalog.CatalogException;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Mistake;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Timing;
import io.github.cfexporter.catalog.rest.Interval;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.catalog.rest.RestResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads query kind files, one after the other, and collects the mistakes of them all. */
public final class KindReader {
  private static final Set<String> KIND_KEYS =
      Set.of("kind", "scope", "enabled", "delay", "interval", "sources", "resources");
  private static final Set<String> SOURCE_KEYS = Set.of(
      "name",
      "dataset",
      "time",
      "granularity",
      "lookBack",
      "filter",
      "groupBy",
      "newest",
      "labels",
      "metrics",
      "else");

  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<String, String> declaredKinds = new LinkedHashMap<>();
  private final Map<String, Declaration> declaredMetrics = new LinkedHashMap<>();
  private final List<QueryKind> kinds = new ArrayList<>();

  /** Reads files beside which there are no others. */
  public KindReader() {}

  /**
   * Reads files beside which there are other kinds.
   *
   * @param kinds names of theirs, with where each was declared
   * @param metrics names of their families, with where each was declared
   */
  public KindReader(Map<String, String> kinds, Map<String, String> metrics) {
    declaredKinds.putAll(kinds);
    metrics.forEach((name, place) -> declaredMetrics.put(name, Declaration.elsewhere(place)));
  }

  /** What could be read of a file; its mistakes are kept. */
  public Optional<QueryKind> read(String file, String text) {
    List<Mistake> inFile = new ArrayList<>();
    Optional<QueryKind> kind = YamlNode.root(file, text, inFile).flatMap(this::kind);
    kind.ifPresent(kinds::add);
    inFile.stream().distinct().sorted(comparingInt(Mistake::line)).forEach(mistakes::add);
    return kind;
  }

  /** What is wrong with the files so far. */
  public List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /** What was read, in the order it was read. */
  public List<QueryKind> kinds() {
    if (!mistakes.isEmpty()) {
      throw new CatalogException(mistakes);
    }
    return List.copyOf(kinds);
  }

  private Optional<QueryKind> kind(YamlNode root) {
    YamlNode.Fields fields = root.fields(KIND_KEYS);
    Optional<String> name = fields.required("kind").flatMap(this::kindName);
    Optional<Scope> scope = fields.required("scope").flatMap(KindReader::scope);
    return fields.has("resources")
        ? restKind(fields, name, scope).map(QueryKind.class::cast)
        : graphqlKind(fields, name, scope).map(QueryKind.class::cast);
  }

  private Optional<RestKind> restKind(
      YamlNode.Fields fields, Optional<String> name, Optional<Scope> scope) {
    for (String key : List.of("sources", "delay")) {
      if (fields.has(key)) {
        fields.owner().mistake(key + " is not for a kind with resources");
      }
    }
    boolean enabled = fields.optional("enabled").map(KindReader::isOn).orElse(true);
    Interval interval =
        fields.optional("interval").map(RestKindReader::interval).orElse(Interval.USUAL);
    List<RestResource> resources = new RestKindReader(scope.orElse(Scope.ZONE), declaredMetrics)
        .read(fields.required("resources").orElseThrow());
    return name.flatMap(n -> scope.map(s -> new RestKind(n, s, enabled, interval, resources)));
  }

  private Optional<GraphqlKind> graphqlKind(
      YamlNode.Fields fields, Optional<String> name, Optional<Scope> scope) {
    Set<String> names = new HashSet<>();
    List<Source> sources = new ArrayList<>();
    for (YamlNode node : fields.required("sources").map(YamlNode::someItems).orElse(List.of())) {
      source(node, names).ifPresent(sources::add);
    }
    boolean enabled = fields.optional("enabled").map(KindReader::isOn).orElse(true);
    Optional<Duration> delay = seconds(fields, "delay");
    Optional<Duration> interval = seconds(fields, "interval");
    List<Source> timed = delay.isEmpty() && interval.isEmpty()
        ? sources
        : sources.stream().map(source -> source.timed(delay, interval)).toList();
    return name.flatMap(n -> scope.map(s -> new GraphqlKind(n, s, enabled, timed)));
  }

  private static boolean isOn(YamlNode node) {
    Optional<String> word = node.text();
    if (word.filter(Set.of("on", "off")::contains).isEmpty() && node.isText()) {
      node.mistake("must be on or off");
    }
    return !word.filter("off"::equals).isPresent();
  }

  private static Optional<Duration> seconds(YamlNode.Fields fields, String key) {
    return fields
        .optional(key)
        .flatMap(node -> node.text(Syntax.SECONDS, Syntax.SECONDS_FORM))
        .map(Syntax::seconds);
  }

  private Optional<String> kindName(YamlNode node) {
    Optional<String> name = node.text(Syntax.KIND, Syntax.KIND_FORM);
    name.map(n -> declaredKinds.putIfAbsent(n, node.file() + ":" + node.line()))
        .ifPresent(first -> node.mistake("kind " + name.get() + " was declared at " + first));
    return name;
  }

  private static Optional<Scope> scope(YamlNode node) {
    Optional<String> text = node.text();
    for (Scope scope : List.of(Scope.ACCOUNT, Scope.ZONE)) {
      if (text.filter(scope.name().toLowerCase(Locale.ROOT)::equals).isPresent()) {
        return Optional.of(scope);
      }
    }
    text.ifPresent(t -> node.mistake("unknown scope " + t + "; allowed are account, zone"));
    return Optional.empty();
  }

  private Optional<Source> source(YamlNode node, Set<String> names) {
    YamlNode.Fields fields = node.fields(SOURCE_KEYS);
    Optional<String> dataset =
        fields.required("dataset").flatMap(n -> n.text(Syntax.FIELD, Syntax.FIELD_FORM));
    Optional<String> name = sourceName(fields, dataset, names);
    Timing timing = TimingReader.ofSource(fields, dataset.orElse(""));
    Map<String, Object> filter =
        fields.optional("filter").map(FilterReader::filter).orElse(Map.of());
    List<String> groupBy = fields.optional("groupBy").map(KindReader::paths).orElse(List.of());
    OptionalInt newest = newest(fields);
    List<Metric> metrics = metrics(fields);
    AlternativeReader reader = new AlternativeReader(metrics, timing, names);
    List<Source> alternatives = fields.optional("else").map(reader::read).orElse(List.of());
    Optional<Source> source = name.flatMap(n ->
        dataset.map(d -> new Source(n, d, timing, filter, groupBy, newest, metrics, alternatives)));
    return source.map(
        read -> timing.lookBack().isPresent() ? LookBack.checked(read, fields) : read);
  }

  static Optional<String> sourceName(
      YamlNode.Fields fields, Optional<String> dataset, Set<String> names) {
    Optional<YamlNode> written = fields.optional("name");
    Optional<String> name =
        written.isPresent() ? written.get().text(Syntax.FIELD, Syntax.FIELD_FORM) : dataset;
    if (name.isPresent() && !names.add(name.get())) {
      fields.owner().mistake("source " + name.get() + " is there twice; give one another name");
    }
    return name;
  }

  static List<String> paths(YamlNode node) {
    return node.items().stream()
        .map(ValueReader::path)
        .flatMap(Optional::stream)
        .toList();
  }

  private static OptionalInt newest(YamlNode.Fields fields) {
    return fields
        .optional("newest")
        .flatMap(node -> node.text(Syntax.ROWS, Syntax.ROWS_FORM))
        .map(rows -> OptionalInt.of(Integer.parseInt(rows)))
        .orElse(OptionalInt.empty());
  }

  private List<Metric> metrics(YamlNode.Fields fields) {
    List<Label> labels = fields.optional("labels").map(LabelReader::ofSource).orElse(List.of());
    MetricReader reader = new MetricReader(labels, declaredMetrics);
    return fields.required("metrics").map(YamlNode::someItems).orElse(List.of()).stream()
        .flatMap(node -> reader.read(node).stream())
        .toList();
  }
}
