package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.simulator.schema.Field;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A query kind for each dataset of the simulator: a few labels, and every number that rows have. */
final class DatasetKinds {
  private static final int LABELS = 3;

  static Catalog catalog() {
    Map<String, String> files = new LinkedHashMap<>();
    for (Dataset dataset : Dataset.all()) {
      if (!dataset.raw() && hasDatetime(dataset)) {
        files.put(dataset + ".yaml", file(dataset, files.size()));
      }
    }
    return Catalog.of(files);
  }

  /** What windows are filters of. */
  private static boolean hasDatetime(Dataset dataset) {
    return Stream.concat(
            dataset.declaration.dimensions().stream().map(Field::name),
            dataset.declaration.filterOnly().stream())
        .anyMatch("datetime"::equals);
  }

  private static String file(Dataset dataset, int number) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("kind: every-").append(number).append("\nscope: ").append(dataset.scope.word);
    yaml.append("\nsources:\n  - dataset: ").append(dataset.node).append("\n    labels:\n");
    List<Field> labels = dataset.declaration.dimensions().stream()
        .filter(field -> !field.list() && !TimeDimension.isTime(field.name()))
        .limit(LABELS)
        .toList();
    for (int i = 0; i < labels.size(); i++) {
      yaml.append("      label_")
          .append(i)
          .append(": ")
          .append(labels.get(i).path())
          .append('\n');
    }
    yaml.append(labels.isEmpty() ? "      none: {constant: none}\n" : "");
    yaml.append("    metrics:\n");
    dataset.declaration.fields().stream()
        .filter(field -> isNumber(field) && !field.path().startsWith("dimensions."))
        .limit(29 - labels.size()) // one may ask for 30 fields of an account's datasets
        .forEach(field -> metric(yaml, number, field));
    return yaml.toString();
  }

  private static void metric(StringBuilder yaml, int number, Field field) {
    boolean counter = field.path().equals("count")
        || (field.block().equals("sum") && !field.type().startsWith("float"));
    String name = "cloudflare_every_" + number + "_" + field.path().replace('.', '_');
    yaml.append("      - name: ").append(name).append(counter ? "_total" : "_now");
    yaml.append("\n        help: A number.\n        ");
    yaml.append(counter ? "counter: " + field.path() : "gauge: {single: " + field.path() + "}");
    yaml.append('\n');
  }

  private static boolean isNumber(Field field) {
    return !field.list() && field.type().matches("u?int.*|float.*");
  }

  private DatasetKinds() {}
}
