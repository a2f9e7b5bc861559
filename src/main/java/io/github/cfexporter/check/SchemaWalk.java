package io.github.cfexporter.check;

import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.graphql.SchemaType;
import io.github.cfexporter.settings.values.EditDistance;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks up in Cloudflare's schema what a dataset node asks for. Each type is asked about once. */
final class SchemaWalk {
  private static final int SUGGESTIONS = 3;

  private final ApiCalls calls;
  private final String credential;
  private final Map<String, Future<Optional<SchemaType>>> types = new HashMap<>();

  /**
   * Something that the schema does not have.
   *
   * @param written what stands in the file
   */
  record Lack(String written, String sentence) {}

  SchemaWalk(ApiCalls calls, String credential) {
    this.calls = calls;
    this.credential = credential;
  }

  /** What the schema lacks of a node; fails when it cannot be asked. */
  Future<List<Lack>> lacks(Scope scope, Source node) {
    String dataset = node.dataset();
    String owner = scope.name().toLowerCase(Locale.ROOT);
    return type(owner).compose(known -> {
      Map<String, SchemaType.Field> datasets = fields(known);
      SchemaType.Field field = datasets.get(dataset);
      if (field == null || !field.arguments().containsKey("filter")) {
        return Future.succeededFuture(List.of(new Lack(
            dataset,
            "Cloudflare's schema has no dataset " + dataset + " for scope " + owner
                + similar(dataset, datasetNames(datasets)))));
      }
      List<Lack> lacks = new ArrayList<>();
      return filters(node, field.arguments().get("filter"), lacks)
          .compose(done -> paths(field.type(), "", paths(node.shape(), ""), dataset, lacks))
          .map(done -> lacks);
    });
  }

  private Future<Void> filters(Source node, String filterType, List<Lack> lacks) {
    Set<String> asked = new LinkedHashSet<>(node.filter().keySet());
    String time = node.timing().argument().field();
    List<String> window = List.of(time + "_geq", time + "_lt");
    asked.addAll(window);
    return type(filterType)
        .onSuccess(known -> asked.stream()
            .filter(filter -> !fields(known).containsKey(filter))
            .forEach(filter -> lacks.add(new Lack(
                window.contains(filter) ? node.dataset() : filter,
                "dataset " + node.dataset() + " has no filter " + filter
                    + similar(filter, fields(known).keySet())))))
        .mapEmpty();
  }

  /** Step by step down from a type: each step is one question, and none is asked twice. */
  private Future<Void> paths(
      String type, String above, Collection<String> paths, String dataset, List<Lack> lacks) {
    return type(type).compose(known -> {
      Map<String, List<String>> byFirst = paths.stream()
          .collect(Collectors.groupingBy(SchemaWalk::first, TreeMap::new, Collectors.toList()));
      return InTurn.map(byFirst.keySet(), first -> {
            SchemaType.Field field = fields(known).get(first);
            List<String> below = below(byFirst.get(first));
            if (field == null) {
              lacks.add(new Lack(
                  byFirst.get(first).get(0),
                  "dataset " + dataset + " has no field " + above + first
                      + similar(first, fields(known).keySet())));
            }
            return field == null || below.isEmpty()
                ? Future.<Void>succeededFuture()
                : paths(field.type(), above + first + ".", below, dataset, lacks);
          })
          .mapEmpty();
    });
  }

  private static String first(String path) {
    return path.split("\\.", 2)[0];
  }

  private static List<String> below(List<String> paths) {
    return paths.stream()
        .filter(path -> path.contains("."))
        .map(path -> path.split("\\.", 2)[1])
        .toList();
  }

  private static List<String> paths(Shape shape, String above) {
    List<String> paths = new ArrayList<>();
    shape.leaves().forEach(leaf -> paths.add(above + leaf));
    shape.lists().forEach((list, element) -> paths.addAll(paths(element, above + list + ".")));
    return paths;
  }

  private Future<Optional<SchemaType>> type(String name) {
    return types.computeIfAbsent(name, asked -> calls.type(credential, asked));
  }

  private static Map<String, SchemaType.Field> fields(Optional<SchemaType> type) {
    return type.map(SchemaType::fields).orElse(Map.of());
  }

  /** Datasets are what has a filter; zones are below accounts, too. */
  private static List<String> datasetNames(Map<String, SchemaType.Field> fields) {
    return fields.entrySet().stream()
        .filter(field -> field.getValue().arguments().containsKey("filter"))
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals("zones"))
        .toList();
  }

  private static String similar(String wanted, Collection<String> known) {
    return known.isEmpty()
        ? ""
        : known.stream()
            .sorted(Comparator.comparingInt((String name) -> EditDistance.between(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
            .limit(SUGGESTIONS)
            .collect(Collectors.joining(", ", "; similar are ", ""));
  }
}
