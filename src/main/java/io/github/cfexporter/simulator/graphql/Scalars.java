package io.github.cfexporter.simulator.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cloudflare's scalars. Whole numbers become {@link Long}, times stay text but must be times. */
final class Scalars {
  static final List<GraphQLScalarType> ALL = Stream.of(
          Stream.of("uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64")
              .map(n -> of(n, Scalars::whole)),
          Stream.of("float32", "float64").map(n -> of(n, Scalars::decimal)),
          Stream.of("Time", "Date").map(n -> of(n, Scalars::time)),
          Stream.of(of("string", Scalars::text), of("bool", Scalars::truth)))
      .flatMap(scalars -> scalars)
      .toList();

  private static GraphQLScalarType of(String name, Function<Object, Optional<Object>> read) {
    return GraphQLScalarType.newScalar()
        .name(name)
        .coercing(new Input(name, read))
        .build();
  }

  private static Optional<Object> whole(Object value) {
    return value instanceof Number number && number.longValue() == number.doubleValue()
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  private static Optional<Object> decimal(Object value) {
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  private static Optional<Object> text(Object value) {
    return Optional.of(value).filter(String.class::isInstance);
  }

  private static Optional<Object> truth(Object value) {
    return Optional.of(value).filter(Boolean.class::isInstance);
  }

  private static Optional<Object> time(Object value) {
    try {
      return text(value).filter(text -> TimeRange.millis((String) text) != Long.MIN_VALUE);
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** Reads arguments; answers are written without graphql-java. */
  private record Input(String name, Function<Object, Optional<Object>> read)
      implements Coercing<Object, Object> {

    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
      return value;
    }

    @Override
    public Object parseValue(Object value, GraphQLContext context, Locale locale) {
      return read.apply(value)
          .orElseThrow(() -> new CoercingParseValueException("no " + name + ": " + value));
    }

    @Override
    public Object parseLiteral(
        Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return plain(literal)
          .flatMap(read)
          .orElseThrow(() -> new CoercingParseLiteralException("no " + name + ": " + literal));
    }

    @Override
    public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
      return value instanceof Long whole
          ? IntValue.of(Math.toIntExact(whole))
          : StringValue.of(value.toString());
    }

    private static Optional<Object> plain(Value<?> literal) {
      if (literal instanceof IntValue whole) {
        return Optional.of(whole.getValue());
      }
      if (literal instanceof FloatValue decimal) {
        return Optional.of(decimal.getValue());
      }
      if (literal instanceof StringValue text) {
        return Optional.of(text.getValue());
      }
      return literal instanceof BooleanValue truth
          ? Optional.of(truth.isValue())
          : Optional.empty();
    }
  }

  private Scalars() {}
}
