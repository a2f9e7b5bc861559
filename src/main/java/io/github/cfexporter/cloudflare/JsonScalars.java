package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Texts and numbers of JSON, read in place. What is rare among them is left to Jackson. */
abstract class JsonScalars {
  /** Digits that always fit a long. */
  private static final int SURE_DIGITS = 18;

  final byte[] bytes;

  /** Where to read on. */
  int at;

  private final Texts texts = new Texts();
  private final Map<String, String> escaped = new HashMap<>();
  private long whole;
  private double decimal;

  JsonScalars(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** The first byte of the value, which tells its type. */
  final byte peek() throws IOException {
    return at < bytes.length && bytes[at] > ' ' ? bytes[at] : peekBehindSpace();
  }

  private byte peekBehindSpace() throws IOException {
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    if (at == bytes.length) {
      throw broken();
    }
    return bytes[at];
  }

  final String text() throws IOException {
    if (peek() != '"') {
      throw broken();
    }
    int from = at + 1;
    int to = from;
    long hash = 0;
    long eight = EightBytes.at(bytes, to);
    for (; EightBytes.plain(eight) == Long.BYTES; eight = EightBytes.at(bytes, to)) {
      hash = EightBytes.hash(hash, eight);
      to += Long.BYTES;
    }
    int plain = EightBytes.plain(eight);
    to += plain;
    if (to < bytes.length && bytes[to] == '"') {
      at = to + 1;
      return texts.of(bytes, from, to, EightBytes.hash(hash, EightBytes.first(eight, plain)));
    }
    if (to < bytes.length && bytes[to] == '\\') {
      return escapedText();
    }
    throw broken();
  }

  /** Reads a number; answers whether it is {@link #whole} or else {@link #decimal}. */
  final boolean number() throws IOException {
    int from = at;
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    int digits = at;
    int end = Math.min(bytes.length, digits + SURE_DIGITS);
    int i = digits;
    long value = 0;
    for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    if (i == digits) {
      throw broken();
    }
    at = i;
    if (at < bytes.length && isOfNumber(bytes[at])) {
      return rareNumber(from);
    }
    whole = negative ? -value : value;
    return true;
  }

  final long whole() {
    return whole;
  }

  final double decimal() {
    return decimal;
  }

  /** What a body is that is no JSON, or broke off. */
  final IOException broken() {
    return new IOException("no JSON at byte " + at);
  }

  private String escapedText() throws IOException {
    int from = at;
    at = endOfText();
    try (JsonParser json = JsonWalk.JSON.createParser(bytes, from, at - from)) {
      return escaped.computeIfAbsent(json.nextTextValue(), text -> text);
    }
  }

  /** Finds the end of a text without looking at it. */
  final int endOfText() throws IOException {
    if (peek() != '"') {
      throw broken();
    }
    for (int i = at + 1; i < bytes.length; i++) {
      if (bytes[i] == '"') {
        return i + 1;
      }
      if (bytes[i] == '\\') {
        i++;
      }
    }
    throw broken();
  }

  /** Fractions, exponents, and Cloudflare's uint64, which does not always fit a long. */
  private boolean rareNumber(int from) throws IOException {
    while (at < bytes.length && isOfNumber(bytes[at])) {
      at++;
    }
    try (JsonParser json = JsonWalk.JSON.createParser(bytes, from, at - from)) {
      json.nextToken();
      decimal = json.getDoubleValue();
      boolean fits = json.getNumberType() == NumberType.LONG;
      whole = fits ? json.getLongValue() : 0;
      return fits;
    }
  }

  static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
