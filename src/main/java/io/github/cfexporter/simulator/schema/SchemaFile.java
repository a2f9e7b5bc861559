package io.github.cfexporter.simulator.schema;

import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code simulator/schema.graphql}, read once for a process. */
public final class SchemaFile {
  private static final String RESOURCE = "/simulator/schema.graphql";

  private static final TypeDefinitionRegistry TYPES = new SchemaParser().parse(text());
  private static final List<DatasetType> DATASETS =
      TYPES.getTypes(ObjectTypeDefinition.class).stream()
          .filter(type -> type.hasDirective(DatasetType.DIRECTIVE))
          .map(type -> DatasetType.read(type, TYPES))
          .toList();

  /** All types as they are written; not to be added to. */
  public static TypeDefinitionRegistry types() {
    return TYPES;
  }

  /** Rows of datasets, in the order of the file. */
  public static List<DatasetType> datasets() {
    return DATASETS;
  }

  private static String text() {
    try (InputStream stream = SchemaFile.class.getResourceAsStream(RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private SchemaFile() {}
}
