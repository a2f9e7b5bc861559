package io.github.cfexporter.catalog;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * What Cloudflare lets one zone or account do with one dataset, as its {@code settings} node says.
 *
 * @param availableFields paths with underscores, such as {@code sum_requests}, in lower case; empty
 *     when unknown, which allows every field
 * @param maxDuration widest time range of one node
 * @param maxPageSize highest {@code limit}, in rows
 * @param notOlderThan how far back a range may begin
 * @param maxNumberOfFields most leaves in one node
 */
public record DatasetLimits(
    boolean enabled,
    Set<String> availableFields,
    Duration maxDuration,
    Duration notOlderThan,
    int maxPageSize,
    int maxNumberOfFields) {

  /** What is assumed until Cloudflare has said otherwise: the narrowest range seen on a paid plan. */
  public static final DatasetLimits UNKNOWN =
      new DatasetLimits(true, Set.of(), Duration.ofDays(1), Duration.ofDays(1), 10_000, 70);

  /** Of a dataset that is not open. */
  public static final DatasetLimits CLOSED =
      new DatasetLimits(false, Set.of(), Duration.ofDays(1), Duration.ofDays(1), 10_000, 70);

  public DatasetLimits {
    availableFields = Set.copyOf(availableFields);
  }

  /** Whether the zone or account may select every leaf of the shape, all of them at once. */
  public boolean allow(Shape shape) {
    return enabled
        && shape.size() <= maxNumberOfFields
        && (availableFields.isEmpty()
            || (shape.leaves().stream().allMatch(this::mentions)
                && shape.lists().keySet().stream().allMatch(this::mentions)));
  }

  /** What both allow, of any field: the limits of two nodes that are asked for the same window. */
  public DatasetLimits narrower(DatasetLimits other) {
    return new DatasetLimits(
        enabled && other.enabled,
        Set.of(),
        shorter(maxDuration, other.maxDuration),
        shorter(notOlderThan, other.notOlderThan),
        Math.min(maxPageSize, other.maxPageSize),
        Math.min(maxNumberOfFields, other.maxNumberOfFields));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private boolean mentions(String path) {
    String whole = path.replace('.', '_').toLowerCase(Locale.ROOT);
    int parent = path.lastIndexOf('.');
    return availableFields.contains(whole)
        || availableFields.contains(path.substring(parent + 1).toLowerCase(Locale.ROOT))
        || availableFields.stream().anyMatch(field -> field.startsWith(whole + "_"));
  }
}
