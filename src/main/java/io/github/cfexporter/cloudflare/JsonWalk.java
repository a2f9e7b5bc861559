package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.cfexporter.counting.series.LabelText;
import java.io.IOException;
import java.util.OptionalLong;

/** Walks the outer levels of an answer; values of an unexpected type are passed over. */
public final class JsonWalk {
  /** Characters that a text may have; longer ones would take several times the memory of their body. */
  public static final int LONGEST_TEXT = 4 << 20;

  /** Characters of a text beyond which only its beginning is of use. */
  public static final int SHORT_TEXT = 4 * 1024;

  /** Reads numbers of any length, since one that is absurd should spoil its row and not the answer. */
  public static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxStringLength(LONGEST_TEXT)
          .maxNumberLength(Integer.MAX_VALUE)
          .build())
      .build();

  /** Handles one field's value, to its end. */
  public @FunctionalInterface interface OnField {
    void value(String field) throws IOException;
  }

  /** Handles one object of a list, to its end. */
  public @FunctionalInterface interface OnObject {
    void object() throws IOException;
  }

  public static void fields(JsonParser json, OnField handler) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      handler.value(field);
    }
  }

  public static void objects(JsonParser json, OnObject handler) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        handler.object();
      } else {
        json.skipChildren();
      }
    }
  }

  /** The scalar as text; empty for null, objects and lists, which are passed over. */
  static String text(JsonParser json) throws IOException {
    if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** The number in whole units; empty for anything else, which is passed over. */
  public static OptionalLong number(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      json.skipChildren();
      return OptionalLong.empty();
    }
    return OptionalLong.of((long) json.getDoubleValue()); // uint64, saturating
  }

  /** The text that the parser stands at; one that is long is cut without ever being held as a whole. */
  public static String boundedText(JsonParser json) throws IOException {
    if (json.getTextLength() <= SHORT_TEXT) {
      return json.getText();
    }
    LabelText.Shortening cut = new LabelText.Shortening();
    json.getText(cut);
    return cut.text();
  }

  private JsonWalk() {}
}
