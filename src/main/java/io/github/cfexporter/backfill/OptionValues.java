package io.github.cfexporter.backfill;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Reads the values of a backfill's arguments; what is refused names argument, value and what is allowed. */
final class OptionValues {
  private static final long MINUTE = 60;

  /** What a URL may not have: secrets, which every user of the machine would see, and a fragment. */
  private static final String URL = "https?://[^\\s/?#@]+(/[^\\s?#@]*)?";

  private static final String QUERY = "(\\?[^\\s#@]*)?";

  static SettingsException refused(String name, String problem) {
    return new SettingsException(new Mistake(name, problem));
  }

  /** @param setting whose rule it obeys */
  static <T> String checked(String name, Setting<T> setting, String text) {
    try {
      setting.parse(text, Origin.COMMAND_LINE);
      return text;
    } catch (SettingsException e) {
      throw refused(name, Mistake.quoted(text) + " is refused, allowed is " + setting.allowed());
    }
  }

  static String receiver(String name, String text) {
    return url(name, text, URL, "a receiver of remote write");
  }

  static String metrics(String name, String text) {
    return url(name, text, URL + QUERY, "the metrics of an exporter");
  }

  private static String url(String name, String text, String pattern, String whose) {
    if (!text.matches(pattern) || !isUri(text)) {
      throw refused(
          name,
          Mistake.quoted(text) + " is refused, allowed is the absolute http or https URL of "
              + whose + ", without a user");
    }
    return text;
  }

  private static boolean isUri(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null && uri.getPort() <= 65_535;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static Path file(String name, String text) {
    try {
      Path file = Path.of(text);
      Path directory = file.toAbsolutePath().getParent();
      if (!text.isBlank()
          && directory != null
          && Files.isDirectory(directory)
          && !Files.isDirectory(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw wrongFile(name, text);
    }
    throw wrongFile(name, text);
  }

  private static SettingsException wrongFile(String name, String text) {
    return refused(
        name,
        Mistake.quoted(text)
            + " is refused, allowed is the path of a file in a directory that exists");
  }

  static long instant(String name, String text, long now) {
    long second;
    try {
      if (text.equals("now")) {
        second = now;
      } else if (text.contains("T")) {
        second = Instant.parse(text).getEpochSecond();
      } else {
        second = LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      }
    } catch (DateTimeException e) {
      throw refused(
          name,
          Mistake.quoted(text)
              + " is refused, allowed is a day such as 2026-11-01, an instant such as"
              + " 2026-11-01T10:00:00Z, or now");
    }
    return Math.floorDiv(second, MINUTE) * MINUTE;
  }

  static long step(String name, String text) {
    if (!text.matches("[1-9][0-9]{0,5}s?")) {
      throw wrongStep(name, text);
    }
    long seconds = Long.parseLong(text.replace("s", ""));
    if (seconds % MINUTE != 0) {
      throw wrongStep(name, text);
    }
    return seconds;
  }

  private static SettingsException wrongStep(String name, String text) {
    return refused(
        name,
        Mistake.quoted(text)
            + " is refused, allowed is a number of whole minutes in seconds, such as 60s");
  }

  private OptionValues() {}
}
