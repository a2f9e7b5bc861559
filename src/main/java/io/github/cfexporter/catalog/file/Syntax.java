package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Condition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How names, paths, numbers and conditions are written in a catalog file. */
final class Syntax {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String DOTTED = NAME + "(?:\\." + NAME + ")*";

  /** A field of Cloudflare's schema, or of one of its filters. */
  static final Pattern FIELD = Pattern.compile(NAME);

  static final String FIELD_FORM = "the name of a GraphQL field";

  /** A leaf below a row, such as {@code dimensions.coloCode}. */
  static final Pattern PATH = Pattern.compile(DOTTED);

  static final String PATH_FORM = "a path of GraphQL fields with dots, such as sum.requests";

  static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  static final String KIND_FORM = "lower case words joined by hyphens, such as colo-metrics";

  /** Names that Prometheus takes; colons are left to recording rules. */
  static final Pattern METRIC = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

  static final String METRIC_FORM = "letters, digits and underscores, beginning with a letter";

  /** Prometheus keeps names with two leading underscores to itself. */
  static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  static final String LABEL_FORM =
      "letters, digits and underscores, not beginning with a digit or two underscores";

  static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,6})s");
  static final String SECONDS_FORM = "whole seconds, such as 60s";

  /** What an operator gives to a filter; {@code interval} and {@code delay} mean something else. */
  static final Pattern SETTING = Pattern.compile("(?!(?:interval|delay)$)[a-z][a-zA-Z0-9]{0,49}");

  static final String SETTING_FORM =
      "letters and digits, beginning with a small letter, and not interval or delay";

  static final Pattern ROWS = Pattern.compile("[1-9][0-9]{0,4}");
  static final String TOP_FORM = "a whole number from 1 to 99999";
  static final String ROWS_FORM = "a whole number of rows from 1 to 99999";

  /** Cloudflare's smallest page has 5 items, its largest 1000. */
  static final Pattern PAGE_SIZE = Pattern.compile("[5-9]|[1-9][0-9]{1,2}|1000");

  static final String PAGE_SIZE_FORM = "a whole number of items from 5 to 1000";

  /** From an item to its elements, such as {@code pop_health.<region>.origins.*}. */
  static final Pattern ELEMENTS = Pattern.compile(step() + "(?:\\." + step() + ")*");

  static final String ELEMENTS_FORM =
      "fields with dots, * for each element and <name> for each key, such as regions.<region>.*";

  static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
  static final String NUMBER_FORM = "a decimal number, such as 0.001";

  static final Pattern SIGNED = Pattern.compile("-?" + NUMBER.pattern());
  static final String SIGNED_FORM = "a decimal number, such as -1";

  /** What the whole numbers of a counter may be multiplied with. */
  static final Pattern POWER = Pattern.compile("1|0\\.0{0,8}1");

  static final String POWER_FORM = "1, 0.1, 0.01 and so on, such as 0.001 for milliseconds";

  /** More than that many would soon fill a total of 64 bits. */
  static final Pattern DIGITS = Pattern.compile("[1-6]");

  static final String DIGITS_FORM = "a number of digits from 1 to 6";

  static final String CONDITION_FORM =
      "a path, one of == != >= <, and a whole number or a word, such as dimensions.active == 1";

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern CONDITION =
      Pattern.compile("(" + DOTTED + ") *(==|!=|>=|<) *(\\S.*?) *");
  private static final Pattern ROLLUP = Pattern.compile("\\w*1([mhd])(?:ByColo)?Groups");

  private static String step() {
    return "(?:" + NAME + "|\\*|<" + NAME + ">)";
  }

  static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  /** A {@link Long} for a whole number, otherwise the text itself; a number too long is a mistake. */
  static Optional<Object> literal(String text, Consumer<String> mistake) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.of(text);
    }
    if (text.length() > 18) {
      mistake.accept("\"" + text + "\" must be a number of at most 18 digits, or in quotes");
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(text));
  }

  /** Only equality makes sense of words. */
  static Optional<Condition> condition(String text, Consumer<String> mistake) {
    Matcher matcher = CONDITION.matcher(text);
    if (!matcher.matches()) {
      mistake.accept("\"" + text + "\" must be " + CONDITION_FORM);
      return Optional.empty();
    }
    Condition.Operator operator = operator(matcher.group(2));
    Optional<Object> operand = literal(matcher.group(3), mistake);
    if (operand.isPresent() && operand.get() instanceof String word && !fits(word, operator)) {
      mistake.accept(
          "\"" + text + "\" must compare with a whole number, or by == or != with a word");
      return Optional.empty();
    }
    return operand.map(found -> new Condition(matcher.group(1), operator, found));
  }

  /** What a dataset's rows are rolled up to: minutes, hours or days; else seconds. */
  static Duration coarseness(String dataset) {
    Matcher rollup = ROLLUP.matcher(dataset);
    if (!rollup.matches()) {
      return Duration.ofSeconds(1);
    }
    return switch (rollup.group(1)) {
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  private static boolean fits(String word, Condition.Operator operator) {
    boolean equality =
        operator == Condition.Operator.EQUAL || operator == Condition.Operator.NOT_EQUAL;
    return equality && WORD.matcher(word).matches();
  }

  private static Condition.Operator operator(String sign) {
    for (Condition.Operator operator : Condition.Operator.values()) {
      if (operator.sign.equals(sign)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  private Syntax() {}
}
