package io.github.cfexporter.simulator;

import graphql.ExecutionInput;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.RawVariables;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Reads documents with graphql-java and rejects what is not valid in Cloudflare's words. */
final class GraphqlDocuments {
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
    ParseAndValidateResult parsed = ParseAndValidate.parseAndValidate(
        schema, ExecutionInput.newExecutionInput(query).build());
    if (parsed.isFailure()) {
      throw refusal(parsed.getValidationErrors());
    }
    try {
      return ExecutableNormalizedOperationFactory
          .createExecutableNormalizedOperationWithRawVariables(
              schema, parsed.getDocument(), operation, RawVariables.of(Json.plain(variables)))
          .getTopLevelFields();
    } catch (GraphQLException e) {
      throw Refusal.badDocument("error parsing args: " + e.getMessage());
    }
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
