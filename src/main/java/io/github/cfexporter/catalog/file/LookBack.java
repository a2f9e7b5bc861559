package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A source that looks back: of products that write a row now and then, such as the size of a bucket. It
 * reads the newest row of each label set.
 */
final class LookBack {
  /** Rows that Cloudflare gives at most, https://developers.cloudflare.com/analytics/graphql-api/limits/. */
  private static final int LARGEST_PAGE = 10_000;

  private static final String DIMENSIONS = "dimensions.";

  /** The source with its rows told apart by their time, newest first. */
  static Source checked(Source source, YamlNode.Fields fields) {
    if (!source.metrics().stream().allMatch(metric -> isOfOneRow(metric.value()))) {
      fields
          .owner()
          .mistake("a source with lookBack reads the newest row of each label set: its metrics are"
              + " gauges with single, state or constant");
    }
    if (fields.has("else")) {
      fields.owner().mistake("a source with lookBack has no else");
    }
    List<String> groupBy = new ArrayList<>(source.groupBy());
    boolean grouped =
        source.shape().leaves().stream().anyMatch(leaf -> leaf.startsWith(DIMENSIONS));
    String time = DIMENSIONS + source.timing().argument().field();
    if (grouped && !groupBy.contains(time)) {
      groupBy.add(time);
    }
    return new Source(
        source.name(),
        source.dataset(),
        source.timing(),
        source.filter(),
        groupBy,
        source.newest().isPresent() ? source.newest() : OptionalInt.of(LARGEST_PAGE),
        source.metrics(),
        List.of());
  }

  private static boolean isOfOneRow(Value value) {
    return value instanceof Value.Single
        || value instanceof Value.State
        || value instanceof Value.Constant;
  }

  private LookBack() {}
}
