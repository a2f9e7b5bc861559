package io.github.cfexporter.backfill;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.Tunables;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line of a backfill says.
 *
 * @param from first second wanted, since the epoch; a whole minute
 * @param to second at which it ends; a whole minute
 * @param accounts as {@code cfAccounts} lists them; empty for those of the settings
 * @param zones as {@code cfZones} lists them; empty for those of the settings
 * @param step seconds from one sample of a series to the next
 * @param output file to write; its name gets the day where there are several
 * @param remoteWrite receiver to send to instead
 * @param state file that tells a later run how far this one came
 * @param exporter base URL of the exporter that runs beside and goes first
 * @param labels of all series, each {@code name=value}; empty for those of the settings
 */
public record BackfillOptions(
    long from,
    long to,
    String accounts,
    String zones,
    long step,
    Optional<Path> output,
    Optional<String> remoteWrite,
    Path state,
    Optional<String> exporter,
    String labels) {
  private static final long MINUTE = 60;
  private static final Set<String> NAMES = Set.of(
      "--from",
      "--to",
      "--accounts",
      "--zones",
      "--step",
      "--output",
      "--remote-write",
      "--state",
      "--exporter",
      "--labels");

  /**
   * Reads what follows the word {@code backfill}.
   *
   * @param now seconds since the epoch
   * @param newest second up to which Cloudflare has everything
   * @throws SettingsException with the first argument that is none
   */
  public static BackfillOptions parse(List<String> arguments, long now, long newest) {
    Map<String, String> values = values(arguments);
    Optional<Path> output = Optional.ofNullable(values.get("--output")).map(Path::of);
    Optional<String> remoteWrite = Optional.ofNullable(values.get("--remote-write"));
    if (output.isPresent() == remoteWrite.isPresent()) {
      throw refused("--output", "or --remote-write must be given, and one of them alone");
    }
    long from = instant("--from", values.getOrDefault("--from", ""), now);
    long wanted = instant("--to", values.getOrDefault("--to", "now"), now);
    long to = Math.min(wanted, Math.floorDiv(newest, MINUTE) * MINUTE);
    if (from >= to) {
      throw refused(
          "--from", "must be before --to, which is now less scrapeDelaySeconds at the latest");
    }
    return new BackfillOptions(
        from,
        to,
        values.getOrDefault("--accounts", ""),
        values.getOrDefault("--zones", ""),
        step(values.getOrDefault("--step", "60s")),
        output,
        remoteWrite,
        Path.of(values.getOrDefault(
            "--state", output.map(Path::toString).orElse("backfill") + ".state")),
        Optional.ofNullable(values.get("--exporter")),
        values.getOrDefault("--labels", ""));
  }

  /** Those of the arguments that are settings, such as {@code --scrape-delay-seconds=300}. */
  public static List<String> settings(List<String> arguments) {
    return arguments.stream().filter(BackfillOptions::isSetting).toList();
  }

  private static boolean isSetting(String argument) {
    return argument.startsWith("--")
        && argument.contains("=")
        && !NAMES.contains(argument.substring(0, argument.indexOf('=')));
  }

  private static Map<String, String> values(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    Iterator<String> left = arguments.stream().filter(one -> !isSetting(one)).iterator();
    while (left.hasNext()) {
      String[] argument = left.next().split("=", 2);
      String name = argument[0];
      if (!NAMES.contains(name)) {
        throw refused(
            name,
            "is not an option of a backfill; those are "
                + String.join(", ", NAMES.stream().sorted().toList())
                + ", and every setting as --key=value");
      }
      if (argument.length == 1 && !left.hasNext()) {
        throw refused(name, "has no value, allowed is " + name + " value");
      }
      values.put(name, argument.length == 1 ? left.next() : argument[1]);
    }
    return values;
  }

  private static SettingsException refused(String name, String problem) {
    return new SettingsException(new Mistake(name, problem));
  }

  /** The environment variables that select what it is about, beside those of the process. */
  public Map<String, String> selection() {
    Map<String, String> variables = new HashMap<>();
    if (!accounts.isEmpty()) {
      variables.put(Tunables.ACCOUNTS.variable(), accounts);
    }
    if (!zones.isEmpty()) {
      variables.put(Tunables.ZONES.variable(), zones);
    }
    return variables;
  }

  /** What two runs must have in common so that one goes on where the other was. */
  String work() {
    return from + " " + accounts + " " + zones + " " + step + " " + output + " " + remoteWrite + " "
        + labels;
  }

  private static long instant(String name, String text, long now) {
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
          "\"" + text + "\" is refused, allowed is a day such as 2026-11-01, an instant such as"
              + " 2026-11-01T10:00:00Z, or now");
    }
    return Math.floorDiv(second, MINUTE) * MINUTE;
  }

  private static long step(String text) {
    if (!text.matches("[1-9][0-9]{0,5}s?")) {
      throw wrongStep(text);
    }
    long seconds = Long.parseLong(text.replace("s", ""));
    if (seconds % MINUTE != 0) {
      throw wrongStep(text);
    }
    return seconds;
  }

  private static SettingsException wrongStep(String text) {
    return refused(
        "--step", "\"" + text + "\" is refused, allowed are whole minutes in seconds, such as 60s");
  }
}
