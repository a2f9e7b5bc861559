package io.github.cfexporter.report;

import java.util.List;
import java.util.Map;

/**
 * What is counted about the exporter's own work.
 *
 * @param labels what tells counts of one subject apart, in the order that the subject names
 */
public record Count(Subject subject, List<String> labels) implements Comparable<Count> {

  /** What may be counted. */
  public enum Subject {
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
    /** Label sets of windows for which there was no room, by account and query kind. */
    CAPPED,
    /** Values that no counter takes, by account and query kind. */
    REFUSED_VALUES,
    /** Seconds of sources and zones that were compared once more, by account and query kind. */
    AUDITED_SECONDS,
    /** What came after its window was read, in what the source counts, by account and query kind. */
    LATE,
    /** Requests and connections that the HTTP server refused, by reason. */
    HTTP_REFUSED,
    /** Samples that were to be sent, by receiver and what became of them. */
    REMOTE_SAMPLES,
    /** Samples that wait now, by receiver. */
    REMOTE_PENDING,
    /** Time of the newest sample that was sent, in seconds since the epoch, by receiver. */
    REMOTE_NEWEST;

    /** Whether it tells what is now, and not how often something has happened. */
    boolean isState() {
      return this == REMOTE_PENDING || this == REMOTE_NEWEST;
    }

    /** What two nodes have counted, as one. */
    long together(long one, long other) {
      return this == REMOTE_NEWEST ? Math.max(one, other) : one + other;
    }
  }

  public Count {
    labels = List.copyOf(labels);
  }

  public static Count of(Subject subject, String... labels) {
    return new Count(subject, List.of(labels));
  }

  /** Adds what others have counted. */
  static void addAll(Map<Count, Long> others, Map<Count, Long> counted) {
    others.forEach((count, times) -> counted.merge(count, times, count.subject()::together));
  }

  /** Label by label; of two lists that begin alike the shorter one comes first. */
  private static int compareLabels(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) { // most are the same object, which this sees at once
        return a.get(i).compareTo(b.get(i));
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  @Override
  public int compareTo(Count other) {
    int order = subject.compareTo(other.subject);
    return order != 0 ? order : compareLabels(labels, other.labels);
  }
}
