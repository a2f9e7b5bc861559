package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Faults;
import io.github.cfexporter.cloudflare.GraphqlErrorReader;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.rest.Fields;
import io.github.cfexporter.cloudflare.rest.RestReply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A type of Cloudflare's schema, as the API describes itself: see
 * https://spec.graphql.org/October2021/#sec-Introspection. One type is asked for at a time, because
 * servers refuse questions that ask for many at once, and all of the schema is some 10 MB.
 *
 * @param fields of an object, or of an input object such as a filter, by name
 */
public record SchemaType(Map<String, Field> fields) {
  /** How deep lists and "never null" wrap the type of a field: {@code [T!]!}. */
  private static final int DEEPEST = 4;

  public SchemaType {
    fields = Map.copyOf(fields);
  }

  /**
   * A field, without the lists and "never null" around its type.
   *
   * @param type name of its type
   * @param arguments names of the types of its arguments, by name
   */
  public record Field(String type, Map<String, String> arguments) {
    public Field {
      arguments = Map.copyOf(arguments);
    }
  }

  static String question(String name) {
    StringBuilder graphql = new StringBuilder("query { __type(name: ");
    Literals.write(name, graphql);
    return graphql
        .append(
            ") { fields(includeDeprecated: true) { name type { ...T } args { name type { ...T } } }")
        .append(" inputFields { name type { ...T } } } }")
        .append(" fragment T on __Type { name ofType { name ofType { name ofType { name } } } }")
        .toString();
  }

  /** Reads the answer to a question; throws when there is none. */
  static Optional<SchemaType> read(Reply reply) {
    JsonObject body = RestReply.parse(reply);
    List<Fault> faults = Faults.of(
        reply,
        GraphqlErrorReader.read(reply),
        body.containsKey("data"),
        (error, refusal) -> Set.of());
    JsonObject data = Fields.object(body, "data");
    if (!faults.isEmpty()) {
      throw CloudflareException.refused(reply, faults);
    }
    if (!data.containsKey("__type")) {
      throw Faults.noAnswer(reply, "the body does not tell of the schema");
    }
    JsonObject type = Fields.object(data, "__type");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Field> fields = new TreeMap<>();
    for (String list : List.of("fields", "inputFields")) {
      for (JsonObject field : Fields.objects(type, list)) {
        Map<String, String> arguments = new TreeMap<>();
        Fields.objects(field, "args")
            .forEach(argument -> arguments.put(Fields.text(argument, "name"), typeOf(argument)));
        fields.put(Fields.text(field, "name"), new Field(typeOf(field), arguments));
      }
    }
    return Optional.of(new SchemaType(fields));
  }

  private static String typeOf(JsonObject field) {
    JsonObject type = Fields.object(field, "type");
    for (int depth = 0; depth < DEEPEST && Fields.text(type, "name").isEmpty(); depth++) {
      type = Fields.object(type, "ofType");
    }
    return Fields.text(type, "name");
  }
}
