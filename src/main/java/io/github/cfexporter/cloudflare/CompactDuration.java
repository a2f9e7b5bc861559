package io.github.cfexporter.cloudflare;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Cloudflare's error messages write them, such as {@code 38w2d15h32m42s924ms}. */
final class CompactDuration {
  private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|[wdhms]))+");
  private static final Pattern TERM = Pattern.compile("([0-9]+)(ms|[wdhms])");
  private static final Map<String, Duration> UNITS = Map.of(
      "w", Duration.ofDays(7),
      "d", Duration.ofDays(1),
      "h", Duration.ofHours(1),
      "m", Duration.ofMinutes(1),
      "s", Duration.ofSeconds(1),
      "ms", Duration.ofMillis(1));

  /** Empty when the text is no such duration. */
  static Optional<Duration> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!WHOLE.matcher(lower).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher term = TERM.matcher(lower);
    while (term.find()) {
      sum = sum.plus(UNITS.get(term.group(2)).multipliedBy(Long.parseLong(term.group(1))));
    }
    return Optional.of(sum);
  }

  private CompactDuration() {}
}
