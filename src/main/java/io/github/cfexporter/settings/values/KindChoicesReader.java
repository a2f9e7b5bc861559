package io.github.cfexporter.settings.values;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads choices of query kinds. Words with a comma, a colon, a blank, brackets or quotes are quoted. */
final class KindChoicesReader {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:([{}\\[\\]:,])|\"([^\"]*)\"|'([^']*)'|([^\\s{}\\[\\]:,\"']+)|(\\S))");

  private static final Pattern PLAIN = Pattern.compile("[^\\s{}\\[\\]:,\"']+");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,99}");
  private static final Pattern SECONDS = Pattern.compile("(0|[1-9][0-9]{0,6})s?");
  private static final String END = "the end";

  private final List<String> tokens = new ArrayList<>();
  private final List<Boolean> signs = new ArrayList<>();
  private int next;

  KindChoicesReader(String text) {
    Matcher matcher = TOKEN.matcher(text.strip());
    while (matcher.find()) {
      if (matcher.group(5) != null) {
        throw new IllegalArgumentException("a quote is not closed");
      }
      boolean sign = matcher.group(1) != null;
      String quoted = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      signs.add(sign);
      tokens.add(sign ? matcher.group(1) : quoted != null ? quoted : matcher.group(4));
    }
  }

  /** A word as it is read again. */
  static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return word.contains("\"") ? "'" + word + "'" : '"' + word + '"';
  }

  KindChoices read() {
    Map<String, KindChoice> choices = new LinkedHashMap<>();
    while (next < tokens.size()) {
      String kind = name();
      expect(":");
      if (choices.put(kind, choice(kind)) != null) {
        throw new IllegalArgumentException(kind + " is there twice");
      }
      if (next < tokens.size()) {
        expect(",");
      }
    }
    return new KindChoices(choices);
  }

  private KindChoice choice(String kind) {
    if (!take("{")) {
      String word = word();
      if (!word.equals("on") && !word.equals("off")) {
        throw new IllegalArgumentException(
            kind + " must be on, off or a mapping in braces, not " + word);
      }
      return new KindChoice(
          Optional.of(word.equals("on")), Optional.empty(), Optional.empty(), Map.of());
    }
    Map<String, List<String>> entries = new LinkedHashMap<>();
    while (!take("}")) {
      String key = name();
      expect(":");
      if (entries.put(key, values()) != null) {
        throw new IllegalArgumentException(key + " of " + kind + " is there twice");
      }
      if (!isNext("}")) {
        expect(",");
      }
    }
    Optional<Duration> interval = seconds(entries, KindChoice.INTERVAL);
    Optional<Duration> delay = seconds(entries, KindChoice.DELAY);
    return new KindChoice(Optional.of(true), interval, delay, entries);
  }

  private static Optional<Duration> seconds(Map<String, List<String>> entries, String key) {
    List<String> values = entries.remove(key);
    if (values == null) {
      return Optional.empty();
    }
    Matcher matcher = SECONDS.matcher(String.join(",", values));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(key + " must be whole seconds");
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))));
  }

  private List<String> values() {
    if (!take("[")) {
      return List.of(word());
    }
    List<String> values = new ArrayList<>();
    while (!take("]")) {
      values.add(word());
      if (!isNext("]")) {
        expect(",");
      }
    }
    return List.copyOf(values);
  }

  private String name() {
    String name = word();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " is not a name");
    }
    return name;
  }

  private String word() {
    if (next == tokens.size() || signs.get(next)) {
      throw new IllegalArgumentException("a word is missing before " + found());
    }
    return tokens.get(next++);
  }

  private void expect(String sign) {
    if (!take(sign)) {
      throw new IllegalArgumentException(sign + " is missing before " + found());
    }
  }

  private boolean take(String sign) {
    boolean taken = isNext(sign);
    next += taken ? 1 : 0;
    return taken;
  }

  private boolean isNext(String sign) {
    return next < tokens.size() && signs.get(next) && tokens.get(next).equals(sign);
  }

  private String found() {
    return next < tokens.size() ? tokens.get(next) : END;
  }
}
