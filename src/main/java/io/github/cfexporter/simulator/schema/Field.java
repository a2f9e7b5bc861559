package io.github.cfexporter.simulator.schema;

/**
 * A scalar, or a list of scalars, in a row.
 *
 * @param block the object it is in, such as {@code sum}; empty for fields of the row itself
 * @param type name of the GraphQL type, of an element if it is a list
 */
public record Field(String block, String name, String type, boolean list) {

  /** Its place in a row, such as {@code sum.requests}. */
  public String path() {
    return block.isEmpty() ? name : block + "." + name;
  }

  boolean isTime() {
    return type.equals("Time") || type.equals("Date");
  }

  /** Types with a sign are those in which Cloudflare writes a negative number for "no data". */
  boolean mayLackData() {
    return type.startsWith("int");
  }
}
