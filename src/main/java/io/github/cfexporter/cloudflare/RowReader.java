package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cfexporter.counting.Row;
import java.io.IOException;

/** Moves the fields of one JSON object into a row, without a tree in between. */
final class RowReader {
  private final Texts texts = new Texts();

  /** Reads from the object's opening brace to its closing one; fields not selected are skipped. */
  void read(JsonParser json, Selection selection, Row row) throws IOException {
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      Selection.Member member = selection.member(field);
      if (member instanceof Selection.Leaf leaf) {
        readLeaf(json, value, row, leaf.slot());
      } else if (member instanceof Selection.Nested nested && value == JsonToken.START_OBJECT) {
        read(json, nested.fields(), row);
      } else if (member instanceof Selection.Elements list && value == JsonToken.START_ARRAY) {
        readElements(json, list.fields(), row.list(list.listSlot()));
      } else {
        json.skipChildren();
      }
    }
  }

  private void readElements(JsonParser json, Selection fields, Row.Rows rows) throws IOException {
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        read(json, fields, rows.add());
      } else {
        json.skipChildren();
      }
    }
  }

  private void readLeaf(JsonParser json, JsonToken value, Row row, int slot) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      row.setText(slot, text(json));
    } else if (value == JsonToken.VALUE_NUMBER_INT) {
      readWhole(json, row, slot);
    } else if (value == JsonToken.VALUE_NUMBER_FLOAT) {
      row.setDecimal(slot, json.getDoubleValue());
    } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      row.setWhole(slot, value == JsonToken.VALUE_TRUE ? 1 : 0);
    } else {
      json.skipChildren(); // null is absence; objects and lists are no leaves
    }
  }

  /** Cloudflare's uint64 does not always fit a long. */
  private static void readWhole(JsonParser json, Row row, int slot) throws IOException {
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      row.setDecimal(slot, json.getDoubleValue());
    } else {
      row.setWhole(slot, json.getLongValue());
    }
  }

  private String text(JsonParser json) throws IOException {
    return texts.of(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }
}
