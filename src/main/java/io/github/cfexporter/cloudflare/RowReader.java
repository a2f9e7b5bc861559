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
      readElements(list.fields(), row, row.list(list.listSlot()));
    } else {
      skipUnexpected(first, row);
    }
  }

  private void readElements(Selection fields, Row row, Row.Rows rows) throws IOException {
    for (boolean more = json.enter('[', ']'); more; more = json.another(']')) {
      if (json.peek() == '{') {
        Row element = rows.add();
        read(fields, element);
        if (element.isDamaged()) {
          row.damage();
        }
      } else {
        json.skip();
        row.damage();
      }
    }
  }

  /** Null is absence; anything else of another type is no row that can be trusted. */
  private void skipUnexpected(byte first, Row row) throws IOException {
    json.skip();
    if (first != 'n') {
      row.damage();
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
    } else if (first == 't' || first == 'f') {
      json.skip();
      row.setTruth(slot, first == 't');
    } else {
      skipUnexpected(first, row);
    }
  }
}
