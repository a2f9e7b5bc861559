package io.github.cfexporter.settings;

import io.github.cfexporter.settings.values.Secret;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a setting's text may be, and what it means.
 *
 * @param form how the value looks in JSON
 * @param choices everything that is allowed, where that is little; else empty
 * @param allowed the rule in words, to follow "allowed is": {@code an integer of 1 or more}
 * @param reader throws {@link IllegalArgumentException} saying what is allowed
 * @param writer the canonical text, which {@code reader} reads back as an equal value
 */
record Rule<T>(
    Form form,
    List<String> choices,
    String allowed,
    Function<String, T> reader,
    Function<T, String> writer) {

  Rule {
    choices = List.copyOf(choices);
  }

  /** A rule that allows too much to list it. */
  Rule(Form form, String allowed, Function<String, T> reader, Function<T, String> writer) {
    this(form, List.of(), allowed, reader, writer);
  }

  /** How a value looks in JSON. */
  enum Form {
    INTEGER,
    BOOLEAN,
    /** A string; {@code null} when empty. */
    TEXT,
    /** Items in one string, separated by commas. An array of strings is accepted, too. */
    LIST,
    /** A list of what is wanted: empty means everything, and is {@code null} in JSON. */
    SELECTION,
    /** A mapping in one line, which the file may write as a YAML mapping; {@code null} when empty. */
    MAPPING,
    /** Never written out. */
    SECRET;

    boolean holdsItems() {
      return this == LIST || this == SELECTION;
    }
  }

  T read(String text) {
    return reader.apply(text);
  }

  String write(T value) {
    return form == Form.SECRET && !writer.apply(value).isEmpty()
        ? Secret.MASK
        : writer.apply(value);
  }

  /** The value as a JSON parser would answer it: Integer, Boolean, String or null. */
  Object toJson(T value) {
    String text = write(value);
    return switch (form) {
      case INTEGER -> Integer.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case LIST -> text;
      case TEXT, SELECTION, MAPPING, SECRET -> text.isEmpty() ? null : text;
    };
  }

  /** The text of a parsed JSON value, which still has to be read; refuses a wrong JSON type. */
  String fromJson(Object json) {
    boolean fits = switch (form) {
      case INTEGER -> json instanceof Integer || json instanceof Long;
      case BOOLEAN -> json instanceof Boolean || json instanceof Integer || json instanceof String;
      case TEXT, SECRET -> json instanceof String;
      case LIST -> json instanceof String || isListOfTexts(json);
      case MAPPING -> json == null || json instanceof String;
      case SELECTION -> json == null || json instanceof String || isListOfTexts(json);
    };
    if (!fits) {
      throw new IllegalArgumentException(allowed);
    }
    if (json instanceof List<?> items) {
      return items.stream().map(Object::toString).collect(Collectors.joining(","));
    }
    return json == null ? "" : json.toString();
  }

  private static boolean isListOfTexts(Object json) {
    return json instanceof List<?> items && items.stream().allMatch(String.class::isInstance);
  }
}
