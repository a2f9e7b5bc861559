package io.github.cfexporter.catalog;

/**
 * Something in a catalog file that cannot be meant so.
 *
 * @param line counted from 1
 * @param message what is wrong, and what is allowed
 */
public record Mistake(String file, int line, String message) {
  /** The form that editors and terminals turn into a link. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
