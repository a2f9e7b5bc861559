package io.github.cfexporter.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a filter compares with where the operator says it, below {@code queryKinds}.
 *
 * @param name of what is given
 * @param usual what holds as long as nothing is given: {@link Long}s or {@link String}s; none to do
 *     without the condition
 * @param numbers whether whole numbers are meant, not texts
 */
public record GivenOperand(String name, List<Object> usual, boolean numbers) {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  public GivenOperand {
    usual = List.copyOf(usual);
  }

  /** What the filter field is compared with; empty for nothing. A field that takes one takes the first. */
  Optional<Object> resolved(String field, Map<String, List<String>> given) {
    List<Object> operands = given.containsKey(name)
        ? given.get(name).stream().flatMap(text -> literal(text).stream()).toList()
        : usual;
    if (operands.isEmpty()) {
      return Optional.empty();
    }
    boolean several = field.endsWith("_in") || field.endsWith("_notin");
    return Optional.of(several ? operands : operands.get(0));
  }

  /** What is no number where one is meant would be refused with its whole document. */
  private Optional<Object> literal(String text) {
    return numbers
        ? Optional.of(text).filter(NUMBER.asMatchPredicate()).map(Long::valueOf)
        : Optional.of(text);
  }
}
