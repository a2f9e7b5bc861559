package io.github.cfexporter.cloudflare.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.JsonBody;
import io.github.cfexporter.cloudflare.JsonWalk;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON into maps and lists, as Vert.x does, but no more of it than there is memory for: an empty
 * object takes three bytes of a body and sixty of the heap. Long texts are cut, for none that is used
 * is long.
 */
final class JsonTree {
  /** Bytes of heap for each value of the largest tree: it takes a tenth of it at most. */
  private static final int BYTES_OF_A_VALUE = 1024;

  /** Characters; a longer number takes long to work out. */
  private static final int LONGEST_NUMBER = 1_000;

  private final JsonParser json;
  private final int most;
  private int left;

  private JsonTree(JsonParser json, int most) {
    this.json = json;
    this.most = most;
    this.left = most;
  }

  /** Values of the largest tree that a process with such a heap reads. */
  static int most(long maxHeap) {
    return (int) Math.min(Integer.MAX_VALUE, maxHeap / BYTES_OF_A_VALUE);
  }

  /**
   * The one object that the body holds; empty when it is another value.
   *
   * @param most values, those inside of others included
   * @throws IOException when the body is no JSON
   * @throws CloudflareException when there are more values
   */
  static Optional<JsonObject> read(Reply reply, int most) throws IOException {
    try (JsonParser json = JsonBody.of(reply.body()).parser()) {
      if (json.nextToken() == null) {
        throw new IOException("the body is empty");
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      JsonObject object = new JsonObject(new JsonTree(json, most).object());
      if (json.nextToken() != null) {
        throw new IOException("the body goes on after its end");
      }
      return Optional.of(object);
    }
  }

  private Object value() throws IOException {
    if (left-- == 0) {
      throw CloudflareException.unanswered(
          new Refusal.TooLarge(),
          "the answer has more values than the " + most + " that this exporter takes",
          null);
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> JsonWalk.boundedText(json);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
        throw new IOException("no value: " + json.currentToken());
    };
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      object.put(field, value());
    }
    return object;
  }

  private List<Object> list() throws IOException {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(value());
    }
    return list;
  }

  private Number number() throws IOException {
    if (json.getTextLength() > LONGEST_NUMBER) {
      throw new IOException("a number is too long: characters=" + json.getTextLength());
    }
    return json.getNumberValue();
  }
}
