package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Label;
import java.util.Locale;
import java.util.regex.Pattern;

/** Transforms of one text by itself, which make fewer or plainer values of it. */
final class LabelTransforms {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Hashes and ids of databases: words such as {@code feedback} have no digit. */
  private static final Pattern HEX = Pattern.compile("(?i)(?=.*[0-9])[0-9a-f]{8,}");

  static String of(Label label, String text) {
    return switch (label.as()) {
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case BOOLEAN -> truth(text);
      case ENUM -> label.values().getOrDefault(text, text);
      case PATH -> path(text);
      case TEXT, STATUS, RULE_NAME, BOT_SCORE_RANGE, JOINED, EITHER, CONSTANT ->
        throw new IllegalArgumentException("reads more than a text: " + label.as());
    };
  }

  private static String truth(String text) {
    return switch (text) {
      case "0" -> "false";
      case "1" -> "true";
      default -> text;
    };
  }

  /** {@code /users/42/orders?page=2} becomes {@code /users/:id/orders}. */
  private static String path(String text) {
    int query = text.indexOf('?');
    String[] segments = (query < 0 ? text : text.substring(0, query)).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = segment(segments[i]);
    }
    return String.join("/", segments);
  }

  private static String segment(String segment) {
    if (UUID.matcher(segment).matches()) {
      return ":uuid";
    }
    boolean id = NUMBER.matcher(segment).matches() || HEX.matcher(segment).matches();
    return id ? ":id" : segment;
  }

  private LabelTransforms() {}
}
