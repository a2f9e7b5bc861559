package io.github.cfexporter.cloudflare;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The particulars of an error message: the zone or account it names, numbers, durations. */
record MatchedMessage(String message, Matcher words, RateHeaders headers) {
  /** How long a used-up budget takes to come back when the reply does not say. */
  static final Duration PENALTY = Duration.ofMinutes(5);

  private static final Pattern NAMED = Pattern.compile(
      "\\b(?:zone|account) [\"'<]?([\\w-]+)[\"'>]? (?:does not|cannot|has exceeded)",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern WAIT =
      Pattern.compile("after ([0-9]{1,9}) minutes?|in the next minute", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("[\\w-]+");

  Optional<String> named() {
    Matcher named = NAMED.matcher(message);
    return named.find() ? Optional.of(named.group(1)) : Optional.empty();
  }

  String word() {
    return words.group(1);
  }

  int number() {
    return Integer.parseInt(words.group(1));
  }

  /** Empty when the message does not tell the duration. */
  Optional<Duration> duration() {
    return Optional.ofNullable(words.group(1)).flatMap(CompactDuration::parse);
  }

  List<String> tags() {
    return TAG.matcher(words.group(1)).results().map(tag -> tag.group()).toList();
  }

  /** How long to stay away: by the header, else by the message, else as the API documents. */
  Duration penalty() {
    return headers.pause().or(this::waitInWords).orElse(PENALTY);
  }

  private Optional<Duration> waitInWords() {
    Matcher wait = WAIT.matcher(message);
    if (!wait.find()) {
      return Optional.empty();
    }
    return Optional.of(RateHeaders.believed(
        Duration.ofMinutes(wait.group(1) == null ? 1 : Long.parseLong(wait.group(1)))));
  }
}
