package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.ParseAndValidate;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ScalarTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.ValidationError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/**
 * Cloudflare's own schema, read once. It is not part of the project, so tests that need it are
 * skipped where it is missing, but not in CI.
 */
public final class CloudflareSchema {
  private static final Path FILE = Path.of("..", "shared", "cloudflare-schema.graphql");

  /** Reads the file when first needed, for that takes a second or two. */
  private static final class Holder {
    static final GraphQLSchema SCHEMA = read();
  }

  static GraphQLSchema get() {
    boolean exists = Files.exists(FILE);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(exists).as("%s must exist in CI", FILE).isTrue();
    }
    assumeTrue(exists, () -> FILE + " is missing, so nothing is checked against it");
    return Holder.SCHEMA;
  }

  /** What is wrong with a query; nothing when it is valid. */
  public static List<ValidationError> errors(String query) {
    ExecutionInput input = ExecutionInput.newExecutionInput(query).build();
    return ParseAndValidate.validate(
        get(), ParseAndValidate.parse(input).getDocument(), Locale.ROOT);
  }

  private static GraphQLSchema read() {
    TypeDefinitionRegistry types = new SchemaParser().parse(FILE.toFile());
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    for (ScalarTypeDefinition scalar : types.scalars().values()) {
      if (ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName())) {
        continue;
      }
      wiring.scalar(GraphQLScalarType.newScalar()
          .name(scalar.getName())
          .coercing(new Literal(scalar.getName()))
          .build());
    }
    return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
  }

  /** Accepts literals as strictly as Cloudflare does: no text for a number, no number for a text. */
  private record Literal(String scalar) implements Coercing<Object, Object> {
    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      boolean fits = switch (scalar) {
        case "string", "bytes", "Date" -> input instanceof StringValue;
        case "Time" -> input instanceof StringValue text && isTime(text.getValue());
        case "bool" -> input instanceof BooleanValue;
        case "float32", "float64" -> input instanceof FloatValue || input instanceof IntValue;
        default -> input instanceof IntValue;
      };
      if (!fits) {
        throw new CoercingParseLiteralException(input + " is no " + scalar);
      }
      return input;
    }

    private static boolean isTime(String text) {
      try {
        return Instant.parse(text) != null;
      } catch (DateTimeParseException notATime) {
        return false;
      }
    }
  }

  private CloudflareSchema() {}
}
