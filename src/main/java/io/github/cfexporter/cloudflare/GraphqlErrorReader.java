package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a list of {@code errors}, in GraphQL's shape or in that of the REST envelope. */
public final class GraphqlErrorReader {
  /** More than a document has parts; further errors repeat what these say. */
  private static final int MOST = 1000;

  private String message = "";
  private String code = "";
  private String ray = "";
  private String timestamp = "";
  private final List<String> path = new ArrayList<>();

  private GraphqlErrorReader() {}

  public static List<GraphqlError> read(JsonParser json) throws IOException {
    List<GraphqlError> errors = new ArrayList<>();
    JsonWalk.objects(json, () -> {
      if (errors.size() < MOST) {
        errors.add(new GraphqlErrorReader().error(json));
      } else {
        json.skipChildren();
      }
    });
    return errors;
  }

  /** The errors of a body that is known to be JSON. */
  public static List<GraphqlError> read(Reply reply) {
    List<GraphqlError> errors = new ArrayList<>();
    JsonBody body = JsonBody.of(reply.body());
    try (JsonParser json = body.parser()) {
      json.nextToken();
      JsonWalk.fields(json, field -> {
        if (field.equals("errors")) {
          errors.addAll(errors(body, json));
        } else {
          json.skipChildren();
        }
      });
    } catch (IOException broken) {
      throw Faults.noAnswer(reply, "the body is no JSON or broke off");
    }
    return errors;
  }

  private static List<GraphqlError> errors(JsonBody body, JsonParser json) throws IOException {
    try (JsonParser errors = body.shortened(json)) {
      return read(errors);
    }
  }

  private GraphqlError error(JsonParser json) throws IOException {
    JsonWalk.fields(json, field -> error(json, field));
    return new GraphqlError(message, path, code, ray, timestamp);
  }

  private void error(JsonParser json, String field) throws IOException {
    switch (field) {
      case "message" -> message = JsonWalk.text(json) + message;
      case "code" -> code = JsonWalk.text(json);
      case "path" -> path(json);
      case "extensions" -> JsonWalk.fields(json, extension -> extension(json, extension));
      case "error_chain" -> JsonWalk.objects(json, () -> chained(json));
      default -> json.skipChildren();
    }
  }

  private void extension(JsonParser json, String field) throws IOException {
    switch (field) {
      case "code" -> code = JsonWalk.text(json);
      case "ray_id" -> ray = JsonWalk.text(json);
      case "timestamp" -> timestamp = JsonWalk.text(json);
      default -> json.skipChildren();
    }
  }

  /** Says more about a bad header or parameter; its code is left, the outer one is classified. */
  private void chained(JsonParser json) throws IOException {
    StringBuilder cause = new StringBuilder();
    JsonWalk.fields(json, field -> {
      if (field.equals("message")) {
        cause.append(": ").append(JsonWalk.text(json));
      } else {
        json.skipChildren();
      }
    });
    message += cause;
  }

  private void path(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      path.add(JsonWalk.text(json));
    }
  }
}
