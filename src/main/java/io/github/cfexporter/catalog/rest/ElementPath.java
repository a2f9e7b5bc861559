package io.github.cfexporter.catalog.rest;

import java.util.List;

/**
 * The way from an item to what is read of it one by one. A step is the name of a field, {@link
 * #EVERY} element of a list or value of an object, or a name in angle brackets, which is the same
 * and keeps the keys of an object under that name.
 */
public record ElementPath(List<String> steps) {
  /** The item itself. */
  public static final ElementPath NONE = new ElementPath(List.of());

  public static final String EVERY = "*";

  public ElementPath {
    steps = List.copyOf(steps);
  }

  /** A path as a file writes it, such as {@code pop_health.<region>.origins.*}. */
  public static ElementPath of(String text) {
    return new ElementPath(List.of(text.split("\\.")));
  }

  /** Whether a step keeps keys, under the name between its brackets. */
  public static boolean keepsKeys(String step) {
    return step.startsWith("<");
  }

  /** The name under which a step keeps keys. */
  public static String nameOf(String step) {
    return step.substring(1, step.length() - 1);
  }
}
