package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cloudflare's own GraphQL schema, which is too large and not ours to keep with the sources. It is
 * read from {@code CLOUDFLARE_SCHEMA}, or from beside the project.
 */
final class CloudflareSchema {
  private static final Set<String> WHOLE =
      Set.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64");
  private static final Set<String> FRACTIONS = Set.of("float32", "float64");

  private final TypeDefinitionRegistry types;

  private CloudflareSchema(TypeDefinitionRegistry types) {
    this.types = types;
  }

  /** Read once; without the file tests are skipped, except in CI, where it must be there. */
  static CloudflareSchema get() {
    Path file = Path.of(
        System.getenv().getOrDefault("CLOUDFLARE_SCHEMA", "../shared/cloudflare-schema.graphql"));
    if ("true".equals(System.getenv("CI"))) {
      assertThat(file)
          .as("Cloudflare's schema, required in CI; set CLOUDFLARE_SCHEMA")
          .exists();
    }
    assumeTrue(Files.exists(file), "no schema at " + file + "; set CLOUDFLARE_SCHEMA to its path");
    return Holder.read(file);
  }

  private static final class Holder {
    private static CloudflareSchema schema;

    private static synchronized CloudflareSchema read(Path file) {
      if (schema == null) {
        schema = new CloudflareSchema(new SchemaParser().parse(file.toFile()));
      }
      return schema;
    }
  }

  /** The type of a dataset's rows; empty when the scope has no such dataset. */
  Optional<String> rowType(Scope scope, String dataset) {
    return field(scope == Scope.ACCOUNT ? "account" : "zone", dataset)
        .map(field -> nameOf(field.getType()));
  }

  /** The type that a dotted path ends in, lists entered; empty when it does not exist. */
  Optional<Type<?>> typeAt(String rowType, String path) {
    Optional<Type<?>> type = Optional.of(new TypeName(rowType));
    for (String name : path.split("\\.")) {
      type = type.flatMap(parent -> field(nameOf(parent), name)).map(FieldDefinition::getType);
    }
    return type;
  }

  /** The type of a field of a dataset's filter. */
  Optional<Type<?>> filterType(Scope scope, String dataset, String filterField) {
    return field(scope == Scope.ACCOUNT ? "account" : "zone", dataset)
        .map(field -> argument(field, "filter"))
        .map(filter ->
            types.getTypeOrNull(nameOf(filter.getType()), InputObjectTypeDefinition.class))
        .flatMap(input -> named(input.getInputValueDefinitions(), filterField))
        .map(InputValueDefinition::getType);
  }

  boolean isLeaf(Type<?> type) {
    return !isList(type) && types.scalars().containsKey(nameOf(type));
  }

  static boolean isList(Type<?> type) {
    return strip(type) instanceof ListType;
  }

  static boolean isWhole(Type<?> type) {
    return !isList(type) && WHOLE.contains(nameOf(type));
  }

  static boolean isNumber(Type<?> type) {
    return isWhole(type) || (!isList(type) && FRACTIONS.contains(nameOf(type)));
  }

  static boolean isText(Type<?> type) {
    return !isList(type) && nameOf(type).equals("string");
  }

  /** The type of a list's elements. */
  static Type<?> element(Type<?> list) {
    return ((ListType) strip(list)).getType();
  }

  /** The name at the core of a type, whatever wraps it. */
  static String nameOf(Type<?> type) {
    Type<?> stripped = strip(type);
    return stripped instanceof ListType list
        ? nameOf(list.getType())
        : ((TypeName) stripped).getName();
  }

  private static Type<?> strip(Type<?> type) {
    return type instanceof NonNullType wrapped ? wrapped.getType() : type;
  }

  private Optional<FieldDefinition> field(String typeName, String name) {
    return Optional.ofNullable(types.getTypeOrNull(typeName, ObjectTypeDefinition.class))
        .flatMap(type -> type.getFieldDefinitions().stream()
            .filter(field -> field.getName().equals(name))
            .findFirst());
  }

  private static InputValueDefinition argument(FieldDefinition field, String name) {
    return named(field.getInputValueDefinitions(), name).orElseThrow();
  }

  private static Optional<InputValueDefinition> named(
      List<InputValueDefinition> values, String name) {
    return values.stream().filter(value -> value.getName().equals(name)).findFirst();
  }
}
