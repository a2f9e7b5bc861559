package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.counting.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Catalog sources and nodes for tests. */
final class Sources {
  static final Window MINUTE = new Window(1_767_225_600, 1_767_225_660);

  /** Requests by data centre and status, with a list inside the row. */
  static final Source COLOS = source(
      "httpRequestsAdaptiveGroups",
      Map.of("edgeResponseStatus_geq", 400L),
      OptionalInt.empty(),
      counter("count", "dimensions.coloCode", "dimensions.edgeResponseStatus"),
      counter("sum.visits"));

  static final Source COUNTRIES = source(
      "httpRequests1mGroups",
      Map.of(),
      OptionalInt.empty(),
      counter("sum.requests"),
      new Metric(
          "countries",
          "",
          Optional.of("sum.countryMap"),
          List.of(label("clientCountryName")),
          sum("requests")));

  static final Source SCRIPTS = source(
      "workersInvocationsAdaptive",
      Map.of(),
      OptionalInt.empty(),
      counter("sum.requests", "dimensions.scriptName"));

  static Source source(
      String dataset, Map<String, Object> filter, OptionalInt newest, Metric... metrics) {
    return new Source(
        dataset, dataset, Duration.ofMinutes(1), filter, List.of(), newest, List.of(metrics));
  }

  static Metric counter(String value, String... labels) {
    List<Label> named = new ArrayList<>();
    for (String path : labels) {
      named.add(label(path));
    }
    return new Metric("metric", "", Optional.empty(), named, sum(value));
  }

  static Node node(String alias, Source source) {
    return new Node(alias, source, MINUTE, 1000);
  }

  private static Value sum(String path) {
    return new Value.Sum(path, Optional.empty(), true);
  }

  private static Label label(String path) {
    return new Label(path, List.of(path), Label.Transform.TEXT, "");
  }

  private Sources() {}
}
