package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.rest.ElementPath;
import io.github.cfexporter.catalog.rest.Interval;
import io.github.cfexporter.catalog.rest.RestMetric;
import io.github.cfexporter.catalog.rest.RestResource;
import io.github.cfexporter.catalog.rest.RestResource.Answer;
import io.github.cfexporter.catalog.rest.RestResource.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the resources of a kind that is asked over REST. */
final class RestKindReader {
  private static final Set<String> KEYS =
      Set.of("name", "path", "answer", "pageSize", "parent", "when", "find", "metrics");
  private static final Set<String> FIND_KEYS = Set.of("in", "ids");
  private static final Set<String> INTERVAL_KEYS = Set.of("setting");

  private final Scope scope;
  private final Map<String, Declaration> declaredMetrics;
  private final Map<String, RestResource> known = new LinkedHashMap<>();
  private final Map<String, YamlNode> places = new LinkedHashMap<>();
  private final Set<String> ofZones = new HashSet<>();
  private final Set<String> used = new HashSet<>();

  RestKindReader(Scope scope, Map<String, Declaration> declaredMetrics) {
    this.scope = scope;
    this.declaredMetrics = declaredMetrics;
  }

  /** How often a kind is read: so many seconds, or as a setting says. */
  static Interval interval(YamlNode node) {
    if (!node.isMapping()) {
      return node.text(Syntax.SECONDS, Syntax.SECONDS_FORM)
          .map(text -> new Interval(Syntax.seconds(text), Optional.empty()))
          .orElse(Interval.USUAL);
    }
    Duration usual = Interval.USUAL.usual();
    Optional<YamlNode> setting = node.fields(INTERVAL_KEYS).required("setting");
    Optional<String> key = setting.flatMap(YamlNode::text);
    if (key.isPresent() && !Interval.SETTINGS.contains(key.get())) {
      setting.get().mistake("unknown setting; allowed are " + String.join(", ", Interval.SETTINGS));
    }
    return new Interval(usual, key);
  }

  List<RestResource> read(YamlNode list) {
    list.someItems().forEach(this::resource);
    known.forEach((name, resource) -> {
      if (resource.metrics().isEmpty() && !used.contains(name)) {
        places
            .get(name)
            .mistake("resource " + name + " is of no use: it has no metrics, and no other one"
                + " refers to it");
      }
    });
    return List.copyOf(known.values());
  }

  private void resource(YamlNode node) {
    YamlNode.Fields fields = node.fields(KEYS);
    Optional<String> name = name(fields);
    Optional<RestResource> parent = fields.optional("parent").flatMap(this::known);
    Optional<String> path = path(fields, parent.isPresent());
    Optional<Reference> found = fields.optional("find").flatMap(this::reference);
    Answer answer = fields.optional("answer").flatMap(RestKindReader::answer).orElse(Answer.PAGES);
    int pageSize = pageSize(fields);
    List<Condition> when = when(fields);
    List<RestMetric> metrics =
        fields.optional("metrics").map(list -> metrics(list, parent)).orElse(List.of());
    name.ifPresent(n -> {
      Optional<String> before = parent.map(RestResource::name);
      RestResource resource =
          new RestResource(n, path.orElse(""), answer, pageSize, before, when, found, metrics);
      known.put(n, resource);
      places.put(n, node);
      checkScope(resource, node);
    });
  }

  private static int pageSize(YamlNode.Fields fields) {
    return fields
        .optional("pageSize")
        .flatMap(size -> size.text(Syntax.PAGE_SIZE, Syntax.PAGE_SIZE_FORM))
        .map(Integer::valueOf)
        .orElse(RestResource.USUAL_PAGE);
  }

  private static List<Condition> when(YamlNode.Fields fields) {
    for (String key : List.of("when", "find")) {
      if (fields.has(key) && !fields.has("parent")) {
        fields.owner().mistake(key + " needs a parent");
      }
    }
    return fields.optional("when").map(RestMetricReader::conditions).orElse(List.of());
  }

  private void checkScope(RestResource resource, YamlNode node) {
    boolean ofZone = resource.path().contains(RestResource.ZONE)
        || resource.parent().filter(ofZones::contains).isPresent();
    if (ofZone) {
      ofZones.add(resource.name());
    } else if (scope == Scope.ZONE && !resource.metrics().isEmpty()) {
      node.mistake("resource " + resource.name()
          + " is the same for all zones, so its metrics need the scope account");
    }
  }

  private Optional<String> name(YamlNode.Fields fields) {
    Optional<String> name = fields
        .required("name")
        .flatMap(node -> node.text(Syntax.FIELD, "letters, digits and underscores"));
    name.filter(known::containsKey)
        .ifPresent(twice ->
            fields.owner().mistake("resource " + twice + " is there twice; give one another name"));
    return name.filter(one -> !known.containsKey(one));
  }

  private Optional<RestResource> known(YamlNode node) {
    Optional<String> name = node.text();
    name.ifPresent(used::add);
    if (name.isPresent() && !known.containsKey(name.get())) {
      node.mistake("no such resource before this one; there are " + known.keySet());
    }
    return name.map(known::get);
  }

  private Optional<Reference> reference(YamlNode node) {
    YamlNode.Fields fields = node.fields(FIND_KEYS);
    Optional<String> in = fields.required("in").flatMap(this::known).map(RestResource::name);
    List<ElementPath> ids = new ArrayList<>();
    fields
        .required("ids")
        .map(YamlNode::someItems)
        .orElse(List.of())
        .forEach(item -> RestMetricReader.elementPath(item).ifPresent(ids::add));
    return in.map(name -> new Reference(ids, name));
  }

  private Optional<String> path(YamlNode.Fields fields, boolean hasParent) {
    if (fields.owner().isMapping() && fields.has("path") == fields.has("find")) {
      fields.owner().mistake("needs either path or find");
    }
    return fields.optional("path").flatMap(node -> RestPaths.checked(node, scope, hasParent));
  }

  private static Optional<Answer> answer(YamlNode node) {
    Optional<String> word = node.text();
    for (Answer answer : Answer.values()) {
      if (word.filter(answer.word()::equals).isPresent()) {
        return Optional.of(answer);
      }
    }
    String words =
        Arrays.stream(Answer.values()).map(Answer::word).collect(Collectors.joining(", "));
    word.ifPresent(text -> node.mistake("unknown answer " + text + "; allowed are " + words));
    return Optional.empty();
  }

  private List<RestMetric> metrics(YamlNode list, Optional<RestResource> parent) {
    RestMetricReader reader = new RestMetricReader(declaredMetrics, parent.isPresent());
    return list.someItems().stream().flatMap(node -> reader.read(node).stream()).toList();
  }
}
