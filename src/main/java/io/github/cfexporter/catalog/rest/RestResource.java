package io.github.cfexporter.catalog.rest;

import io.github.cfexporter.catalog.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One REST resource: a list or an item, and what becomes of it.
 *
 * @param name unique within its kind; the label {@code source}
 * @param path below the base URL, with places for ids in braces; empty where items are found in
 *     another resource
 * @param answer how its items come
 * @param pageSize items of a page that is asked for
 * @param parent name of the resource for each item of which this one is read
 * @param when conditions on the items of the parent; this one is read for those that meet all
 * @param found where its items are found if no call is made for them
 */
public record RestResource(
    String name,
    String path,
    Answer answer,
    int pageSize,
    Optional<String> parent,
    List<Condition> when,
    Optional<Reference> found,
    List<RestMetric> metrics) {
  /** Place of the account's id in a path. */
  public static final String ACCOUNT = "{account}";

  /** Place of the zone's id in a path. */
  public static final String ZONE = "{zone}";

  /** Items of a page, as most lists allow at most. */
  public static final int USUAL_PAGE = 50;

  public RestResource {
    when = List.copyOf(when);
    metrics = List.copyOf(metrics);
  }

  /** The same without the metrics of some families. */
  RestResource without(Set<String> families) {
    List<RestMetric> others = metrics.stream()
        .filter(metric -> !families.contains(metric.metric().name()))
        .toList();
    return new RestResource(name, path, answer, pageSize, parent, when, found, others);
  }

  /** How the items of a resource come. */
  public enum Answer {
    /** A list by {@code page} and {@code per_page}. */
    PAGES,
    /** A list by {@code cursor} and {@code per_page}. */
    CURSORS,
    /** A list that comes as a whole. */
    LIST,
    /** One object. */
    ITEM;

    /** As a file writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Items that are referred to by their ids.
   *
   * @param ids where the parent's item has the ids, each of them a text or a list of texts
   * @param in name of the resource that has the items
   */
  public record Reference(List<ElementPath> ids, String in) {
    public Reference {
      ids = List.copyOf(ids);
    }
  }
}
