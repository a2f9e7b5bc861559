package io.github.cfexporter.simulator.schema;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a dataset's rows.
 *
 * @param name of the GraphQL type, {@code Zone} or {@code Account} and the node
 * @param node field below {@code zone} or {@code account}
 * @param ofZones whether it hangs below {@code zone}
 * @param fields scalars and lists of scalars; not those in lists of objects
 * @param filterOnly fields that a filter may compare although no row shows them; all are times
 */
public record DatasetType(
    String name,
    String node,
    boolean ofZones,
    Opening opening,
    List<Field> fields,
    List<String> filterOnly) {
  static final String DIRECTIVE = "dataset";
  private static final String DIMENSIONS = "dimensions";
  private static final Pattern NAME = Pattern.compile("(Zone|Account)(.)(.*)");
  private static final Pattern ROLLUP = Pattern.compile("1([mhd])Groups$");

  static DatasetType read(ObjectTypeDefinition type, TypeDefinitionRegistry types) {
    Matcher name = name(type.getName());
    Directive directive = type.getDirectives(DIRECTIVE).get(0);
    List<Field> fields = new ArrayList<>();
    collect(type, "", types, fields);
    return new DatasetType(
        type.getName(),
        node(type.getName()),
        name.group(1).equals("Zone"),
        Opening.read(directive),
        fields,
        filters(directive));
  }

  /** The field below {@code zone} or {@code account} whose rows have a type. */
  public static String node(String type) {
    Matcher name = name(type);
    return name.group(2).toLowerCase(java.util.Locale.ROOT) + name.group(3);
  }

  private static Matcher name(String type) {
    Matcher name = NAME.matcher(type);
    if (!name.matches()) {
      throw new IllegalStateException("no row of a zone or account: " + type);
    }
    return name;
  }

  /** Whether rows are single things that happened, not groups of them. */
  public boolean isRaw() {
    return fields.stream().noneMatch(field -> field.block().equals(DIMENSIONS));
  }

  /** What rows may be grouped, filtered and ordered by; of raw rows, all they have. */
  public List<Field> dimensions() {
    String block = isRaw() ? "" : DIMENSIONS;
    return fields.stream().filter(field -> field.block().equals(block)).toList();
  }

  /** What is computed over the things in a group, but for their count. */
  public List<Field> measures() {
    return isRaw()
        ? List.of()
        : fields.stream()
            .filter(field -> !field.block().isEmpty() && !field.block().equals(DIMENSIONS))
            .toList();
  }

  /** Whether a field shows when something happened. */
  public boolean isTime(String path) {
    return fields.stream().anyMatch(field -> field.path().equals(path) && field.isTime());
  }

  /** A rollup knows no time finer than this, in seconds. */
  public long granularity() {
    Matcher rollup = ROLLUP.matcher(node);
    if (!rollup.find()) {
      return 1;
    }
    return switch (rollup.group(1)) {
      case "m" -> 60;
      case "h" -> 3_600;
      default -> 86_400;
    };
  }

  private static void collect(
      ObjectTypeDefinition type, String block, TypeDefinitionRegistry types, List<Field> fields) {
    for (FieldDefinition field : type.getFieldDefinitions()) {
      TypeInfo info = TypeInfo.typeInfo(field.getType());
      boolean list = info.isList() || info.unwrapOne().isList();
      ObjectTypeDefinition object = types.getTypeOrNull(info.getName(), ObjectTypeDefinition.class);
      if (object == null) {
        fields.add(new Field(block, field.getName(), info.getName(), list));
      } else if (!list) {
        collect(object, field.getName(), types, fields);
      }
    }
  }

  private static List<String> filters(Directive directive) {
    return Optional.ofNullable(directive.getArgument("filters")).stream()
        .flatMap(argument -> ((ArrayValue) argument.getValue()).getValues().stream())
        .map(text -> ((StringValue) text).getValue())
        .toList();
  }
}
