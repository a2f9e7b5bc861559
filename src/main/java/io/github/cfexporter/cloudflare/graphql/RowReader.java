package io.github.cfexporter.cloudflare.graphql;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cfexporter.cloudflare.JsonWalk;
import io.github.cfexporter.cloudflare.Texts;
import io.github.cfexporter.counting.series.Row;
import java.io.IOException;
import java.util.StringJoiner;

/**
 * Moves the fields of one JSON object into a row, without a tree in between. GraphQL answers fields in
 * the order in which they were asked for, so the next one is nearly always the one that is expected.
 * Every method begins at the first token of a value and ends at its last.
 */
final class RowReader {
  /** Characters of the longest whole number that may fit a long. */
  private static final int LONGEST = 20;

  private final JsonParser json;
  private final Texts texts = new Texts();

  RowReader(JsonParser json) {
    this.json = json;
  }

  /** Reads an object; fields not selected are skipped. */
  void read(Selection selection, Row row) throws IOException {
    int expected = 0;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      int position = selection.position(field, expected);
      JsonToken value = json.nextToken();
      if (position == Selection.UNKNOWN) {
        json.skipChildren();
      } else {
        readMember(selection.member(position), value, row);
        expected = position + 1;
      }
    }
  }

  private void readMember(Selection.Member member, JsonToken value, Row row) throws IOException {
    if (member instanceof Selection.Leaf leaf && leaf.joined() && value == JsonToken.START_ARRAY) {
      readJoined(row, leaf.slot());
    } else if (member instanceof Selection.Leaf leaf) {
      readLeaf(value, row, leaf.slot());
    } else if (member instanceof Selection.Nested nested && value == JsonToken.START_OBJECT) {
      read(nested.fields(), row);
    } else if (member instanceof Selection.Elements list && value == JsonToken.START_ARRAY) {
      readElements(list.fields(), row, row.list(list.listSlot()));
    } else {
      skipUnexpected(value, row);
    }
  }

  private void readElements(Selection fields, Row row, Row.Rows rows) throws IOException {
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      if (value == JsonToken.START_OBJECT) {
        Row element = rows.add();
        read(fields, element);
        if (element.isDamaged()) {
          row.damage();
        }
      } else {
        json.skipChildren();
        row.damage();
      }
    }
  }

  /** Null is absence; anything else of another type is no row that can be trusted. */
  private void skipUnexpected(JsonToken value, Row row) throws IOException {
    json.skipChildren();
    if (value != JsonToken.VALUE_NULL) {
      row.damage();
    }
  }

  private void readJoined(Row row, int slot) throws IOException {
    StringJoiner joined = new StringJoiner(",");
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      if (value.isScalarValue()) {
        joined.add(text());
      } else {
        skipUnexpected(value, row);
      }
    }
    row.setText(slot, joined.toString());
  }

  private void readLeaf(JsonToken value, Row row, int slot) throws IOException {
    switch (value) {
      case VALUE_STRING -> row.setText(slot, text());
      case VALUE_NUMBER_INT -> {
        if (fitsLong()) {
          row.setWhole(slot, json.getLongValue());
        } else {
          row.setDecimal(slot, json.getDoubleValue());
        }
      }
      case VALUE_NUMBER_FLOAT -> row.setDecimal(slot, json.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> row.setTruth(slot, value == JsonToken.VALUE_TRUE);
      default -> skipUnexpected(value, row);
    }
  }

  private String text() throws IOException {
    return json.getTextLength() > JsonWalk.SHORT_TEXT
        ? JsonWalk.boundedText(json)
        : texts.of(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  /** Cloudflare's uint64 does not always; the type of a number of a million digits is not worked out. */
  private boolean fitsLong() throws IOException {
    return json.getTextLength() <= LONGEST && json.getNumberType() != NumberType.BIG_INTEGER;
  }
}
