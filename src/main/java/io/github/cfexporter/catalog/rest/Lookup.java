package io.github.cfexporter.catalog.rest;

import java.util.Optional;

/**
 * A field of the first element of a list that has a certain text in another field: how an address
 * becomes a name. Stands where a path does.
 *
 * @param field what is read of the element
 * @param in path of the list
 * @param where field of the element that is compared
 * @param is path of the text that it must have
 */
public record Lookup(String field, String in, String where, String is) {
  private static final String BEGIN = "find ";
  private static final String SEPARATOR = " ";

  /** In place of a path; no path has a space. */
  public String path() {
    return BEGIN + String.join(SEPARATOR, field, in, where, is);
  }

  /** What stands in place of a path, if it is none. */
  public static Optional<Lookup> of(String path) {
    if (!path.startsWith(BEGIN)) {
      return Optional.empty();
    }
    String[] parts = path.substring(BEGIN.length()).split(SEPARATOR);
    return Optional.of(new Lookup(parts[0], parts[1], parts[2], parts[3]));
  }
}
