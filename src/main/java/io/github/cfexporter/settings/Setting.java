package io.github.cfexporter.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing an operator may set: its names, what it may be, its value when nobody sets it, and what
 * it means. Declared in {@link Tunables} or {@link Deployment}; everything else follows from there.
 *
 * @param key name in the file and over REST, such as {@code scrapeDelaySeconds}; empty when only the
 *     environment may set it, once, at start
 * @param variable the environment variable
 * @param fallback the default, as text; empty for none
 * @param help what it means, in words for the operator
 */
public record Setting<T>(
    Optional<String> key, String variable, Rule<T> rule, String fallback, String help) {

  public Setting {
    rule.read(fallback); // a declaration that contradicts itself stops the first test
  }

  /** May be changed at any time, by file, REST or environment. */
  static <T> Setting<T> tunable(String key, Rule<T> rule, String fallback, String help) {
    return new Setting<>(Optional.of(key), variableFor(key), rule, fallback, help);
  }

  /** Read once, at start, from the environment alone. */
  static <T> Setting<T> fixed(String variable, Rule<T> rule, String fallback, String help) {
    return new Setting<>(Optional.empty(), variable, rule, fallback, help);
  }

  Setting<T> readFrom(String otherVariable) {
    return new Setting<>(key, otherVariable, rule, fallback, help);
  }

  /** The name it is best known by: its key, else its variable. */
  public String name() {
    return key.orElse(variable);
  }

  /** Whether file and REST may set it while the exporter runs. */
  public boolean changesAtRuntime() {
    return key.isPresent();
  }

  public boolean isSecret() {
    return rule.form() == Rule.Form.SECRET;
  }

  /** Whether it holds several items, which the file may write as a sequence. */
  public boolean isList() {
    return rule.form().holdsItems();
  }

  /** Whether the file may write it as a mapping. */
  public boolean isMapping() {
    return rule.form() == Rule.Form.MAPPING;
  }

  /** How its value looks in JSON: integer, boolean, text, list, selection, mapping or secret. */
  public String form() {
    return rule.form().name().toLowerCase(Locale.ROOT);
  }

  /** Everything that is allowed, where that is little; else empty. */
  public List<String> choices() {
    return rule.choices();
  }

  /** The rule in words: {@code an integer of 1 or more}. */
  public String allowed() {
    return rule.allowed();
  }

  /**
   * Reads one text.
   *
   * @throws SettingsException with one mistake that says what is allowed
   */
  public T parse(String text, Origin origin) {
    try {
      return rule.read(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(Mistake.refused(this, origin, text, e.getMessage()));
    }
  }

  /**
   * The text of a value that came as JSON, checked: what an override map should hold.
   *
   * @param json Integer, Long, Boolean, String, List or null, as JSON parsers answer
   * @throws SettingsException with one mistake that says what is allowed
   */
  public String textOf(Object json) {
    try {
      String text = rule.fromJson(json);
      rule.read(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          Mistake.refused(this, Origin.OVERRIDE, String.valueOf(json), e.getMessage()));
    }
  }

  private static String variableFor(String key) {
    return key.replaceAll("([a-z])([A-Z0-9])", "$1_$2")
        .replaceAll("([0-9])([A-Z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }
}
