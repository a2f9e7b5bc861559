package io.github.cfexporter.simulator.schema;

import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The declared types. Those of {@code simulator/datasets.graphql}, whose events are synthetic, take a
 * second or so to read, and are read when somebody asks for one of them.
 */
public final class SchemaFile {
  private static final String MODELLED = "/simulator/schema.graphql";
  private static final String SYNTHETIC = "/simulator/datasets.graphql";
  private static final Pattern ROW = Pattern.compile("(?m)^type (\\w+) @" + DatasetType.DIRECTIVE);

  private static final TypeDefinitionRegistry TYPES = new SchemaParser().parse(text(MODELLED));
  private static final List<DatasetType> DATASETS = datasets(TYPES, TYPES);
  private static final Set<String> SYNTHETIC_ROWS = ROW.matcher(text(SYNTHETIC))
      .results()
      .map(row -> row.group(1))
      .collect(Collectors.toUnmodifiableSet());

  /** Read once for a process. */
  private static final class Whole {
    static final TypeDefinitionRegistry TYPES;
    static final List<DatasetType> DATASETS;

    static {
      TypeDefinitionRegistry synthetic = new SchemaParser().parse(text(SYNTHETIC));
      TYPES = new TypeDefinitionRegistry().merge(SchemaFile.TYPES).merge(synthetic);
      DATASETS = Stream.concat(SchemaFile.DATASETS.stream(), datasets(synthetic, TYPES).stream())
          .toList();
    }
  }

  /** Types without those of synthetic datasets, as they are written; to be added to. */
  public static TypeDefinitionRegistry modelledTypes() {
    return new TypeDefinitionRegistry().merge(TYPES);
  }

  /** All types, as they are written; to be added to. */
  public static TypeDefinitionRegistry types() {
    return new TypeDefinitionRegistry().merge(Whole.TYPES);
  }

  /** Rows of datasets whose events a class describes, in the order of the file. */
  public static List<DatasetType> modelled() {
    return DATASETS;
  }

  /** Rows of all datasets, in the order of the files. */
  public static List<DatasetType> datasets() {
    return Whole.DATASETS;
  }

  /** Names of the types of rows of synthetic datasets, found without reading them. */
  public static Set<String> syntheticRows() {
    return SYNTHETIC_ROWS;
  }

  private static List<DatasetType> datasets(
      TypeDefinitionRegistry some, TypeDefinitionRegistry all) {
    return some.getTypes(ObjectTypeDefinition.class).stream()
        .filter(type -> type.hasDirective(DatasetType.DIRECTIVE))
        .map(type -> DatasetType.read(type, all))
        .toList();
  }

  private static String text(String resource) {
    try (InputStream stream = SchemaFile.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private SchemaFile() {}
}
