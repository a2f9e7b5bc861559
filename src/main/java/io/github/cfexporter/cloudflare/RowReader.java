package io.github.cfexporter.cloudflare;

import io.github.cfexporter.counting.Row;
import java.io.IOException;

/**
 * Moves the fields of one JSON object into a row, without a tree in between. GraphQL answers fields in
 * the order in which they were asked for, so the next one is nearly always the one that is expected.
 */
final class RowReader {
  private final JsonCursor json;

  RowReader(JsonCursor json) {
    this.json = json;
  }

  /** Reads an object; fields not selected are skipped. */
  void read(Selection selection, Row row) throws IOException {
    byte[][] names = selection.jsonNames();
    int expected = 0;
    for (boolean more = json.enter('{', '}'); more; more = json.another('}')) {
      int field = json.field(names, expected);
      if (field == JsonCursor.UNKNOWN) {
        json.skip();
      } else {
        readMember(selection.member(field), row);
        expected = field + 1;
      }
    }
  }

  private void readMember(Selection.Member member, Row row) throws IOException {
    byte first = json.peek();
    if (member instanceof Selection.Leaf leaf) {
      readLeaf(first, row, leaf.slot());
    } else if (member instanceof Selection.Nested nested && first == '{') {
      read(nested.fields(), row);
    } else if (member instanceof Selection.Elements list && first == '[') {
      readElements(list.fields(), row.list(list.listSlot()));
    } else {
      json.skip();
    }
  }

  private void readElements(Selection fields, Row.Rows rows) throws IOException {
    for (boolean more = json.enter('[', ']'); more; more = json.another(']')) {
      if (json.peek() == '{') {
        read(fields, rows.add());
      } else {
        json.skip();
      }
    }
  }

  private void readLeaf(byte first, Row row, int slot) throws IOException {
    if (first == '"') {
      row.setText(slot, json.text());
    } else if (first == '-' || (first >= '0' && first <= '9')) {
      if (json.number()) {
        row.setWhole(slot, json.whole());
      } else {
        row.setDecimal(slot, json.decimal());
      }
    } else {
      json.skip(); // null is absence; objects and lists are no leaves
      if (first == 't' || first == 'f') {
        row.setWhole(slot, first == 't' ? 1 : 0);
      }
    }
  }
}
