package io.github.cfexporter.settings.values;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator wants of one query kind; what is empty is as the kind's file says.
 *
 * @param on whether it is asked at all
 * @param interval how often
 * @param delay how far behind now its windows end
 * @param given operands of its filters, by the name that its file gives them
 */
public record KindChoice(
    Optional<Boolean> on,
    Optional<Duration> interval,
    Optional<Duration> delay,
    Map<String, List<String>> given) {
  public static final KindChoice NONE =
      new KindChoice(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public static final String INTERVAL = "interval";
  public static final String DELAY = "delay";

  public KindChoice {
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /** As the setting writes it: {@code off}, or a mapping in braces. */
  String text() {
    Map<String, String> entries = new LinkedHashMap<>();
    interval.ifPresent(wanted -> entries.put(INTERVAL, Long.toString(wanted.toSeconds())));
    delay.ifPresent(wanted -> entries.put(DELAY, Long.toString(wanted.toSeconds())));
    given.forEach((name, values) -> entries.put(name, KindChoices.list(values)));
    if (entries.isEmpty()) {
      return on.orElse(true) ? "on" : "off";
    }
    StringBuilder text = new StringBuilder("{");
    entries.forEach((name, value) ->
        text.append(text.length() > 1 ? ", " : "").append(name).append(": ").append(value));
    return text.append('}').toString();
  }
}
