package io.github.cfexporter.cloudflare.graphql;

import java.util.Collection;
import java.util.List;

/** Literals of the GraphQL language, https://spec.graphql.org/October2021/#sec-Input-Values. */
final class Literals {
  /** Appends a text, a number, a boolean or a list of them. */
  static void write(Object value, StringBuilder graphql) {
    if (value instanceof String text) {
      quote(text, graphql);
    } else if (value instanceof Number || value instanceof Boolean) {
      graphql.append(value);
    } else if (value instanceof Collection<?> values) {
      list(List.copyOf(values), graphql);
    } else {
      throw new IllegalArgumentException("cannot be written as a literal: " + value);
    }
  }

  private static void list(List<?> values, StringBuilder graphql) {
    graphql.append('[');
    for (int i = 0; i < values.size(); i++) {
      graphql.append(i == 0 ? "" : ", ");
      write(values.get(i), graphql);
    }
    graphql.append(']');
  }

  private static void quote(String text, StringBuilder graphql) {
    graphql.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        graphql.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        graphql.append(String.format("\\u%04x", (int) c));
      } else {
        graphql.append(c);
      }
    }
    graphql.append('"');
  }

  private Literals() {}
}
