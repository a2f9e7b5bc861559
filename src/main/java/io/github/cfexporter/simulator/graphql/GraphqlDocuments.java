package io.github.cfexporter.simulator.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.RawVariables;
import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.parser.Parser;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
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
  private static final Set<String> OF_SCHEMA = Set.of("__schema", "__type");
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
  private final GraphQL introspection;

  GraphqlDocuments(GraphQLSchema schema) {
    this.schema = schema;
    this.introspection = GraphQL.newGraphQL(schema).build();
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

  /**
   * What a valid document asks with {@code __schema} and {@code __type}, as graphql-java answers it, by alias; the other fields at its top are left to those
   * who know rows.
   */
  Map<String, Object> ofSchema(JsonObject body, List<ExecutableNormalizedField> fields) {
    if (fields.stream().noneMatch(GraphqlDocuments::isOfSchema)) {
      return Map.of();
    }
    Document.Builder kept = Document.newDocument();
    new Parser()
        .parseDocument(body.getString("query", ""))
        .getDefinitions()
        .forEach(definition -> kept.definition(withoutOthers(definition)));
    ExecutionInput.Builder input = ExecutionInput.newExecutionInput(
            AstPrinter.printAst(kept.build()))
        .operationName(body.getString("operationName"));
    JsonObject variables = body.getJsonObject("variables", new JsonObject());
    ExecutionResult result =
        introspection.execute(input.variables(Json.plain(variables.getMap())).build());
    if (!result.getErrors().isEmpty()) {
      throw Refusal.badDocument(result.getErrors().get(0).getMessage());
    }
    return result.getData();
  }

  private static Definition<?> withoutOthers(Definition<?> definition) {
    if (!(definition instanceof OperationDefinition operation)) {
      return definition;
    }
    SelectionSet.Builder kept = SelectionSet.newSelectionSet();
    operation.getSelectionSet().getSelections().forEach(selection -> {
      if (!(selection instanceof Field field) || OF_SCHEMA.contains(field.getName())) {
        kept.selection(selection);
      }
    });
    return operation.transform(same -> same.selectionSet(kept.build()));
  }

  private static boolean isOfSchema(ExecutableNormalizedField field) {
    return OF_SCHEMA.contains(field.getName());
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
      List<ValidationError> errors = errors(parsed.getDocument());
      if (!errors.isEmpty()) {
        throw refusal(errors);
      }
      if (validShapes.size() < MOST_SHAPES) {
        validShapes.add(shape);
      }
    }
    return parsed.getDocument();
  }

  private List<ValidationError> errors(Document document) {
    try {
      return ParseAndValidate.validate(schema, document);
    } catch (GoodFaithIntrospectionExceeded e) {
      throw Refusal.badDocument(e.toBadFaithError().getMessage());
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
