package io.github.cfexporter.verticle;

import java.util.Comparator;
import java.util.List;

/**
 * What is counted about the exporter's own work.
 *
 * @param labels what tells counts of one subject apart, in the order that the subject names
 */
record Count(Subject subject, List<String> labels) implements Comparable<Count> {
  private static final Comparator<Count> ORDER =
      Comparator.comparing(Count::subject).thenComparing(count -> String.join("\0", count.labels));

  enum Subject {
    /** Calls that gave no data, by account and code; the account is empty where it is about none. */
    ERRORS,
    /** Sources fetched for a zone, by query kind and outcome. */
    FETCHES,
    /** Calls let out, by API. */
    PERMITS,
    /** Cloudflare's unit. */
    GRAPHQL_COST,
    /** Windows whose page was full, by account and query kind. */
    TRUNCATED,
    /** Seconds of zones that were given up, by account and query kind. */
    LOST_SECONDS,
    /** Values that no counter takes, by account and query kind. */
    REFUSED_VALUES,
    /** Requests and connections that the HTTP server refused, by reason. */
    HTTP_REFUSED
  }

  Count {
    labels = List.copyOf(labels);
  }

  static Count of(Subject subject, String... labels) {
    return new Count(subject, List.of(labels));
  }

  @Override
  public int compareTo(Count other) {
    return ORDER.compare(this, other);
  }
}
