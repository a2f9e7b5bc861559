package io.github.cfexporter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** {@code 12:00:00.000 INFO  AccountsVerticle  accounts listed: count=3}, in UTC. */
final class PrettyLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Redaction redaction;

  PrettyLayout(Redaction redaction) {
    this.redaction = redaction;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))
        + String.format(Locale.ROOT, " %-5s ", event.getLevel())
        + text(event)
        + "\n";
  }

  /** Who says what, without a secret. */
  String text(ILoggingEvent event) {
    String name = event.getLoggerName();
    StringBuilder line = new StringBuilder(name.substring(name.lastIndexOf('.') + 1))
        .append("  ")
        .append(event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> line.append(' ').append(written(pair)));
    }
    Optional<String> cause = KnownCauses.of(event);
    cause.ifPresent(known -> line.append(" cause=").append(quoted(redaction.of(known))));
    String text = onOneLine(line.toString());
    if (event.getThrowableProxy() != null && cause.isEmpty()) {
      text += "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
    }
    return redaction.of(text);
  }

  private String written(KeyValuePair pair) {
    String value = redaction.of(String.valueOf(pair.value)); // before quotes are escaped
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> c == ' ' || c == '"');
    return pair.key + "=" + (plain ? value : quoted(value));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\"", "\\\"") + '"';
  }

  /** What others sent us must not be able to look like a log line of its own. */
  private static String onOneLine(String text) {
    return text.stripTrailing().replaceAll("\\R", "\n    ");
  }
}
