package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Walks the outer levels of an answer; values of an unexpected type are passed over. */
final class JsonWalk {
  static final JsonFactory JSON = new JsonFactory();

  /** Handles one field's value, to its end. */
  @FunctionalInterface
  interface OnField {
    void value(String field) throws IOException;
  }

  /** Handles one object of a list, to its end. */
  @FunctionalInterface
  interface OnObject {
    void object() throws IOException;
  }

  static void fields(JsonParser json, OnField handler) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      handler.value(field);
    }
  }

  static void objects(JsonParser json, OnObject handler) throws IOException {
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

  private JsonWalk() {}
}
