package io.github.cfexporter.settings.values;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads headers of requests as people write them, one {@code Name: value} a line; blank lines are
 * skipped. What no request can carry is refused with the number of its line, and never shown.
 */
public final class HeaderLines {
  public static final String ALLOWED = "lines of the form Name: value";

  /** A token is the name: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([ \\t!-~]*)");

  /** Those that say how a request is written, which who sends it knows better. In lower case. */
  private static final Set<String> RESERVED = Set.of(
      "accept-encoding",
      "connection",
      "content-encoding",
      "content-length",
      "content-type",
      "expect",
      "host",
      "keep-alive",
      "proxy-authenticate",
      "proxy-authorization",
      "te",
      "trailer",
      "transfer-encoding",
      "upgrade",
      "user-agent",
      "www-authenticate",
      "x-prometheus-remote-write-version");

  /** Values by names, whose case does not matter; throws {@link IllegalArgumentException} with what is allowed. */
  public static Map<String, String> parse(String text) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        String place = "; see line " + (i + 1) + " of " + lines.size();
        Matcher line = LINE.matcher(lines.get(i));
        check(
            line.matches(),
            ALLOWED + ", with a name of letters, digits and !#$%&'*+-.^_`|~ only" + place);
        String name = line.group(1);
        check(
            RESERVED.stream().noneMatch(name::equalsIgnoreCase),
            "any header but those that the exporter writes itself, such as Content-Type" + place);
        check(headers.put(name, line.group(2)) == null, "one value for each name" + place);
      }
    }
    return Collections.unmodifiableMap(headers);
  }

  private static void check(boolean holds, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(allowed);
    }
  }

  private HeaderLines() {}
}
