package io.github.cfexporter.simulator.graphql;

import graphql.ExecutionInput;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.RawVariables;
import graphql.language.Document;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import io.github.cfexporter.simulator.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Reads documents with graphql-java and rejects what is not valid in Cloudflare's words. */
final class GraphqlDocuments {
  private static final int MOST_SHAPES = 10_000;

  /** The usual limits, without what answers never tell: where in the text something stands. */
  private static final ParserOptions PLAIN = ParserOptions.getDefaultOperationParserOptions()
      .transform(usual ->
          usual.captureSourceLocation(false).captureLineComments(false).readerTrackData(false));

  private static final Pattern TEXT = Pattern.compile("\"[^\"\\\\]*\"");

  /**
   * Documents that were found valid, without the texts in them. Another text, such as the next minute,
   * makes no document invalid but by its form, which is seen when it is read as an argument.
   */
  private final Set<String> validShapes = ConcurrentHashMap.newKeySet();

  private final GraphQLSchema schema;

  GraphqlDocuments(GraphQLSchema schema) {
    this.schema = schema;
  }

  /**
   * The fields below {@code Query}, fragments resolved and variables filled in.
   *
   * @param body {@code query}, {@code variables} and {@code operationName} of the call
   */
  List<ExecutableNormalizedField> read(JsonObject body) {
    String query = body.getString("query", "");
    String operation = body.getString("operationName");
    Map<String, Object> variables =
        body.getJsonObject("variables", new JsonObject()).getMap();
    Document document = valid(query);
    try {
      return ExecutableNormalizedOperationFactory
          .createExecutableNormalizedOperationWithRawVariables(
              schema, document, operation, RawVariables.of(Json.plain(variables)))
          .getTopLevelFields();
    } catch (GraphQLException e) {
      throw Refusal.badDocument("error parsing args: " + e.getMessage());
    }
  }

  private Document valid(String query) {
    ParseAndValidateResult parsed = ParseAndValidate.parse(ExecutionInput.newExecutionInput(query)
        .graphQLContext(Map.of(ParserOptions.class, PLAIN))
        .build());
    if (parsed.isFailure()) {
      throw refusal(List.of());
    }
    String shape = TEXT.matcher(query).replaceAll("\"\"");
    if (!validShapes.contains(shape)) {
      List<ValidationError> errors = ParseAndValidate.validate(schema, parsed.getDocument());
      if (!errors.isEmpty()) {
        throw refusal(errors);
      }
      if (validShapes.size() < MOST_SHAPES) {
        validShapes.add(shape);
      }
    }
    return parsed.getDocument();
  }

  /** The name in quotes, and the library's message after it. */
  private static String undefined(ValidationError error) {
    List<String> path = error.getQueryPath();
    return "\"" + path.get(path.size() - 1) + "\": " + error.getMessage();
  }

  private static Refusal refusal(List<ValidationError> errors) {
    if (errors.isEmpty()) {
      return Refusal.badDocument("query contains error, please review it and retry");
    }
    ValidationError first = errors.get(0);
    ValidationErrorType type = (ValidationErrorType) first.getValidationErrorType();
    return Refusal.badDocument(
        switch (type) {
          case SubselectionNotAllowed -> "scalar fields must have no selections";
          case SubselectionRequired -> "object field must have selections";
          case FieldUndefined -> "unknown field " + undefined(first);
          case MissingFieldArgument, WrongType, UnknownArgument, VariableTypeMismatch ->
            "error parsing args: " + first.getMessage();
          default -> "query contains error, please review it and retry: " + first.getMessage();
        });
  }
}
