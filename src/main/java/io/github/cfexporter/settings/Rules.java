package io.github.cfexporter.settings;

import io.github.cfexporter.settings.Rule.Form;
import io.github.cfexporter.settings.values.CredentialText;
import io.github.cfexporter.settings.values.HeaderLines;
import io.github.cfexporter.settings.values.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The vocabulary of rules that declarations are written in.
 *
 * <p>Spaces around a value are ignored, except in a password. Numbers are plain decimal digits: a
 * sign, a leading zero, an exponent or a separator is refused, because programs disagree on them.
 */
final class Rules {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

  static Rule<Integer> integer(int least) {
    return integer("an integer of " + least + " or more", least, Integer.MAX_VALUE);
  }

  static Rule<Integer> integer(int least, int most) {
    return integer("an integer from " + least + " to " + most, least, most);
  }

  private static Rule<Integer> integer(String allowed, int least, int most) {
    return new Rule<>(
        Form.INTEGER,
        allowed,
        text -> {
          String digits = text.strip();
          check(DECIMAL.matcher(digits).matches(), allowed);
          long value = Long.parseUnsignedLong(digits);
          check(value >= least, allowed);
          check(value <= most, most == Integer.MAX_VALUE ? allowed + ", at most " + most : allowed);
          return (int) value;
        },
        value -> Integer.toString(value));
  }

  /** Whole seconds, as a {@link Duration}. */
  static Rule<Duration> seconds(int least) {
    Rule<Integer> whole = integer(least);
    return new Rule<>(
        Form.INTEGER,
        whole.allowed(),
        text -> Duration.ofSeconds(whole.read(text)),
        duration -> Long.toString(duration.toSeconds()));
  }

  static Rule<Boolean> flag() {
    String allowed = "true or false (any case), 1 or 0";
    return new Rule<>(
        Form.BOOLEAN,
        allowed,
        text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "true", "1" -> true;
          case "false", "0" -> false;
          default -> throw new IllegalArgumentException(allowed);
        },
        value -> Boolean.toString(value));
  }

  /** One of the enum's constants, in any case; written in lower case. */
  static <E extends Enum<E>> Rule<E> oneOf(Class<E> choices) {
    List<E> constants = List.of(choices.getEnumConstants());
    String allowed =
        constants.stream().map(Rules::word).collect(Collectors.joining(", ", "one of ", ""));
    return new Rule<>(
        Form.TEXT,
        constants.stream().map(Rules::word).toList(),
        allowed,
        text -> constants.stream()
            .filter(constant -> word(constant).equals(text.strip().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(allowed)),
        Rules::word);
  }

  /**
   * Items separated by commas, each of the pattern; repeated ones count once, and a comma too many at
   * an end or between is forgiven.
   */
  static Rule<Set<String>> items(Form form, String allowed, String pattern) {
    Pattern item = Pattern.compile(pattern);
    return new Rule<>(
        form, allowed, text -> items(text, item, allowed), set -> String.join(",", set));
  }

  private static Set<String> items(String text, Pattern pattern, String allowed) {
    if (text.isBlank()) {
      return Set.of();
    }
    List<String> items = Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
    check(!items.isEmpty(), allowed + "; there is none between the commas");
    List<String> bad =
        items.stream().filter(item -> !pattern.matcher(item).matches()).toList();
    check(
        bad.isEmpty(),
        allowed
            + bad.stream()
                .limit(5)
                .map(Mistake::quoted)
                .collect(Collectors.joining(", ", "; bad: ", "")));
    return Collections.unmodifiableSet(new LinkedHashSet<>(items)); // in the order given
  }

  static Rule<String> text(String allowed, Function<String, Boolean> accepts) {
    return new Rule<>(
        Form.TEXT,
        allowed,
        text -> {
          String stripped = text.strip();
          check(accepts.apply(stripped), allowed);
          return stripped;
        },
        Function.identity());
  }

  static Rule<Path> path() {
    String allowed = "the path of a file or directory";
    return new Rule<>(
        Form.TEXT,
        allowed,
        text -> {
          check(!text.isBlank(), allowed);
          try {
            return Path.of(text.strip());
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException(allowed, e);
          }
        },
        Path::toString);
  }

  /** Visible ASCII characters only, so that it can be sent in a header as it is. */
  static Rule<Secret> token() {
    return new Rule<>(Form.SECRET, CredentialText.ALLOWED, CredentialText::secret, Secret::reveal);
  }

  /** Tokens separated by commas or line ends, in the order given; repeated ones count once. */
  static Rule<List<Secret>> tokens() {
    return new Rule<>(
        Form.SECRET,
        "a list of tokens separated by commas",
        CredentialText::secrets,
        tokens -> tokens.stream().map(Secret::reveal).collect(Collectors.joining(",")));
  }

  /** Taken as it is, spaces included. */
  static Rule<Secret> password() {
    return secret(
        "any text of " + Secret.SHORTEST + " letters or more",
        Function.identity(),
        text -> text.length() >= Secret.SHORTEST);
  }

  /** Of requests, one a line. */
  static Rule<Secret> headers() {
    return new Rule<>(
        Form.SECRET,
        HeaderLines.ALLOWED,
        text -> {
          HeaderLines.parse(text);
          return new Secret(text.strip());
        },
        Secret::reveal);
  }

  static Rule<Secret> secret(
      String allowed, Function<String, String> trim, Function<String, Boolean> accepts) {
    return new Rule<>(
        Form.SECRET,
        allowed,
        text -> {
          check(accepts.apply(trim.apply(text)), allowed);
          return new Secret(trim.apply(text));
        },
        Secret::reveal);
  }

  /** Nothing at all, or what the rule allows. */
  static <T> Rule<Optional<T>> optional(Rule<T> rule) {
    return new Rule<>(
        rule.form(),
        rule.allowed(),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(rule.read(text)),
        value -> value.map(rule.writer()).orElse(""));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void check(boolean holds, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(allowed);
    }
  }

  private Rules() {}
}
