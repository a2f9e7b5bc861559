package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.catalog.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The dotted paths of a shape as a tree of fields. The same tree writes the selection set and finds
 * the place of every field that comes back.
 */
final class Selection {
  static final int UNKNOWN = -1;

  /** What one field of an object holds. */
  sealed interface Member permits Leaf, Nested, Elements {}

  /** A scalar, or a list of them that is joined to one text, kept in this slot of the row. */
  record Leaf(int slot, boolean joined) implements Member {}

  /** An object whose fields belong to the same row. */
  record Nested(Selection fields) implements Member {}

  /** A list of objects; each becomes an element of this list of the row. */
  record Elements(int listSlot, Selection fields) implements Member {}

  private final Map<String, Member> members = new LinkedHashMap<>();
  private String[] names = {};
  private Member[] inOrder = {};

  private Selection() {}

  static Selection of(Shape shape) {
    Selection root = new Selection();
    for (String leaf : shape.leaves()) {
      root.place(leaf, new Leaf(shape.slot(leaf), shape.joined().contains(leaf)));
    }
    shape
        .lists()
        .forEach(
            (path, element) -> root.place(path, new Elements(shape.listSlot(path), of(element))));
    root.order();
    return root;
  }

  private void order() {
    names = members.keySet().toArray(String[]::new);
    inOrder = members.values().toArray(Member[]::new);
    for (Member member : inOrder) {
      if (member instanceof Nested nested) {
        nested.fields().order();
      }
    }
  }

  /**
   * Finds a field among those that are asked for, in their order.
   *
   * @param expected position of the one that probably comes; one too high means the first
   * @return its position, or {@link #UNKNOWN}
   */
  int position(String field, int expected) {
    int likely = expected < names.length ? expected : 0;
    if (likely < names.length && names[likely].equals(field)) {
      return likely;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(field)) {
        return i;
      }
    }
    return UNKNOWN;
  }

  /** What a field holds, by its position. */
  Member member(int position) {
    return inOrder[position];
  }

  /** Writes the fields with a blank before each, such as {@code " count dimensions { coloCode }"}. */
  void writeTo(StringBuilder graphql) {
    members.forEach((field, member) -> {
      graphql.append(' ').append(field);
      if (member instanceof Nested nested) {
        writeBraced(nested.fields(), graphql);
      } else if (member instanceof Elements elements) {
        writeBraced(elements.fields(), graphql);
      }
    });
  }

  private static void writeBraced(Selection fields, StringBuilder graphql) {
    graphql.append(" {");
    fields.writeTo(graphql);
    graphql.append(" }");
  }

  private void place(String path, Member member) {
    List<String> fields = List.of(path.split("\\."));
    Selection parent = this;
    for (String field : fields.subList(0, fields.size() - 1)) {
      parent = parent.nested(field, () -> new IllegalArgumentException(path + " has no fields"));
    }
    if (parent.members.putIfAbsent(fields.get(fields.size() - 1), member) != null) {
      throw new IllegalArgumentException(path + " is selected in two ways");
    }
  }

  private Selection nested(String field, Supplier<IllegalArgumentException> notAnObject) {
    Member member = members.computeIfAbsent(field, name -> new Nested(new Selection()));
    if (member instanceof Nested nested) {
      return nested.fields();
    }
    throw notAnObject.get();
  }
}
