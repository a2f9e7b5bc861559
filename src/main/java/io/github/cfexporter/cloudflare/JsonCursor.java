package io.github.cfexporter.cloudflare;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads JSON in place, value by value, from bytes that have all arrived. It does less than a parser
 * for any JSON: a field is recognised by its bytes where it is expected, a known text is found
 * without being decoded, and what nobody wants is only searched for its end.
 *
 * <p>Every method begins before a value and ends right behind it. Bytes that are no JSON, or break
 * off, are told by an {@link IOException}.
 */
final class JsonCursor extends JsonScalars {
  static final int UNKNOWN = -1;

  JsonCursor(byte[] bytes, int from) {
    super(bytes, from);
  }

  int offset() {
    return at;
  }

  boolean isAtEnd() {
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at == bytes.length;
  }

  /** Walks through an object; a value of another type is passed over. */
  void fields(JsonWalk.OnField handler) throws IOException {
    if (peek() != '{') {
      skip();
      return;
    }
    for (boolean more = enter('{', '}'); more; more = another('}')) {
      String field = text();
      require(':');
      handler.value(field);
    }
  }

  /** Walks through the objects of a list; a value of another type is passed over. */
  void objects(JsonWalk.OnObject handler) throws IOException {
    if (peek() != '[') {
      skip();
      return;
    }
    for (boolean more = enter('[', ']'); more; more = another(']')) {
      if (peek() == '{') {
        handler.object();
      } else {
        skip();
      }
    }
  }

  /** Goes into an object or a list; answers whether there is anything in it. */
  boolean enter(char opening, char closing) throws IOException {
    require(opening);
    if (peek() != closing) {
      return true;
    }
    at++;
    return false;
  }

  /** Goes on to the next field or element, or out of the object or list if there is none. */
  boolean another(char closing) throws IOException {
    byte mark = peek();
    at++;
    if (mark == closing) {
      return false;
    }
    if (mark != ',' || peek() == closing) {
      throw broken();
    }
    return true;
  }

  /**
   * Reads the name of a field.
   *
   * @param names those that may come, with their quotes and a colon
   * @param expected position of the one that probably comes; one too high means the first
   * @return position of the one that came, or {@link #UNKNOWN}
   */
  int field(byte[][] names, int expected) throws IOException {
    peek();
    int likely = expected < names.length ? expected : 0;
    if (likely < names.length && startsWith(names[likely])) {
      at += names[likely].length;
      return likely;
    }
    return unexpectedField(names);
  }

  private int unexpectedField(byte[][] names) throws IOException {
    int from = at;
    int to = endOfText();
    at = to;
    require(':');
    for (int i = 0; i < names.length; i++) {
      if (Arrays.equals(bytes, from, to, names[i], 0, names[i].length - 1)) {
        return i;
      }
    }
    return UNKNOWN;
  }

  /** Passes over a value, whatever it is. */
  void skip() throws IOException {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> at = endOfText();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> skipWord(depth);
      }
      if (depth < 0) {
        throw broken();
      }
    } while (depth > 0);
  }

  /** A number, true, false or null, or within a skipped value a mark between two of them. */
  private void skipWord(int depth) throws IOException {
    int from = at;
    while (at < bytes.length && isOfWord(bytes[at])) {
      at++;
    }
    if (at == from) {
      if (depth == 0 || (bytes[at] != ',' && bytes[at] != ':')) {
        throw broken();
      }
      at++;
    }
  }

  private static boolean isOfWord(byte b) {
    return isOfNumber(b) || (b >= 'a' && b <= 'z');
  }

  private boolean startsWith(byte[] name) {
    int to = at + name.length;
    return name.length < Long.BYTES
        ? to <= bytes.length && Arrays.equals(bytes, at, to, name, 0, name.length)
        : EightBytes.stand(bytes, at, name);
  }

  private void require(char mark) throws IOException {
    if (peek() != mark) {
      throw broken();
    }
    at++;
  }
}
