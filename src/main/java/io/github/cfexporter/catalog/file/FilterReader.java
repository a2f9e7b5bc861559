package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.GivenOperand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code filter}: fields of the dataset's filter with what they are compared to. */
final class FilterReader {
  private static final Set<String> GIVEN = Set.of("setting", "as", "default");
  private static final String NUMBERS = "numbers";
  private static final String TEXTS = "texts";

  static Map<String, Object> filter(YamlNode node) {
    Map<String, Object> filter = new LinkedHashMap<>();
    node.entries().forEach((field, value) -> {
      if (!Syntax.FIELD.matcher(field).matches()) {
        value.mistake("filter \"" + field + "\" must be " + Syntax.FIELD_FORM);
      }
      operand(value).ifPresent(operand -> filter.put(field, operand));
    });
    return filter;
  }

  private static Optional<Object> operand(YamlNode node) {
    if (node.isMapping()) {
      return given(node.fields(GIVEN)).map(Object.class::cast);
    }
    return node.isList() ? Optional.of(literals(node)) : node.literal();
  }

  private static List<Object> literals(YamlNode list) {
    return list.someItems().stream()
        .map(YamlNode::literal)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<GivenOperand> given(YamlNode.Fields fields) {
    Optional<String> name =
        fields.required("setting").flatMap(node -> node.text(Syntax.SETTING, Syntax.SETTING_FORM));
    Optional<YamlNode> as = fields.optional("as");
    boolean numbers = as.flatMap(YamlNode::text).filter(NUMBERS::equals).isPresent();
    as.filter(node -> !numbers && !node.text().filter(TEXTS::equals).isPresent())
        .ifPresent(node -> node.mistake("must be " + NUMBERS + " or " + TEXTS));
    List<Object> usual = fields
        .optional("default")
        .map(node -> node.isList() ? literals(node) : node.literal().stream().toList())
        .orElse(List.of());
    if (usual.stream().anyMatch(literal -> literal instanceof Long != numbers)) {
      fields.owner().mistake("default must be " + (numbers ? NUMBERS : TEXTS));
    }
    return name.map(n -> new GivenOperand(n, usual, numbers));
  }

  private FilterReader() {}
}
