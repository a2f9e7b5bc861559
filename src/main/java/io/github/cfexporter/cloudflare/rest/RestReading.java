package io.github.cfexporter.cloudflare.rest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one look at the resources of a kind has brought, for a zone or an account. Each call stands for
 * itself: what one could not be read of says nothing about the others.
 */
public final class RestReading {
  private final Map<Part, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<Part, Throwable> failures = new LinkedHashMap<>();
  private final Set<String> closed = new HashSet<>();
  private int items;

  /**
   * What was read by one call, or would have been.
   *
   * @param resource name of the resource
   * @param of for what item of the parent, by its path; empty for the resource as a whole
   */
  public record Part(String resource, String of) {
    /** Whether this one is told of where the other is: it is the same, or a part of it. */
    public boolean isIn(Part other) {
      return resource.equals(other.resource) && (other.of.isEmpty() || of.equals(other.of));
    }
  }

  void read(Part part, int itemsRead, List<Sample> read) {
    items += itemsRead;
    samples.put(part, read);
  }

  void failed(Part part, Throwable cause) {
    failures.put(part, cause);
  }

  /** The plan does not include the resource, or the zone does not. */
  void closed(String resource) {
    closed.add(resource);
  }

  /** Samples by what they were read of. */
  public Map<Part, List<Sample>> samples() {
    return samples;
  }

  /** Why some could not be read; what was known of them is all that is known. */
  public Map<Part, Throwable> failures() {
    return failures;
  }

  /** Names of resources that are not open. */
  public Set<String> closed() {
    return closed;
  }

  /** Whether there is nothing of it all, and that is sure. */
  public boolean isIdle() {
    return items == 0 && failures.isEmpty();
  }

  /** Whether nothing could be read. */
  public boolean isInVain() {
    return samples.isEmpty() && !failures.isEmpty();
  }
}
