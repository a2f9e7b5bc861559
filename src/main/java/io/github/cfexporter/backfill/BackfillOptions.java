package io.github.cfexporter.backfill;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.Tunables;
import java.nio.file.Path;
import java.time.Instant;
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
   * @throws SettingsException with the first argument that is none
   */
  public static BackfillOptions parse(List<String> arguments, long now) {
    Map<String, String> values = values(arguments);
    Optional<Path> output = Optional.ofNullable(values.get("--output"))
        .map(text -> OptionValues.file("--output", text));
    Optional<String> remoteWrite = Optional.ofNullable(values.get("--remote-write"))
        .map(text -> OptionValues.receiver("--remote-write", text));
    if (output.isPresent() == remoteWrite.isPresent()) {
      throw OptionValues.refused(
          "--output", "or --remote-write must be given, and one of them alone");
    }
    return new BackfillOptions(
        OptionValues.instant("--from", values.getOrDefault("--from", ""), now),
        OptionValues.instant("--to", values.getOrDefault("--to", "now"), now),
        OptionValues.checked(
            "--accounts", Tunables.ACCOUNTS, values.getOrDefault("--accounts", "")),
        OptionValues.checked("--zones", Tunables.ZONES, values.getOrDefault("--zones", "")),
        OptionValues.step("--step", values.getOrDefault("--step", "60s")),
        output,
        remoteWrite,
        OptionValues.file(
            "--state",
            values.getOrDefault(
                "--state", output.map(Path::toString).orElse("backfill") + ".state")),
        Optional.ofNullable(values.get("--exporter"))
            .map(text -> OptionValues.metrics("--exporter", text)),
        OptionValues.checked(
            "--labels", RemoteWriteSettings.LABELS, values.getOrDefault("--labels", "")));
  }

  /**
   * The same, but no newer than what Cloudflare has.
   *
   * @param newest second up to which it has everything
   * @throws SettingsException when nothing is left
   */
  public BackfillOptions until(long newest) {
    long end = Math.min(to, Math.floorDiv(newest, MINUTE) * MINUTE);
    if (from >= end) {
      throw OptionValues.refused(
          "--from",
          Mistake.quoted(Instant.ofEpochSecond(from).toString())
              + " is refused, allowed is what lies before " + Instant.ofEpochSecond(end)
              + ", which is --to, or now less scrapeDelaySeconds if that is earlier");
    }
    return new BackfillOptions(
        from, end, accounts, zones, step, output, remoteWrite, state, exporter, labels);
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
        throw OptionValues.refused(
            name,
            "is not an option of a backfill; those are "
                + String.join(", ", NAMES.stream().sorted().toList())
                + ", and every setting as --key=value");
      }
      if (argument.length == 1 && !left.hasNext()) {
        throw OptionValues.refused(name, "has no value, allowed is " + name + " value");
      }
      String value = argument.length == 1 ? left.next() : argument[1];
      if (values.put(name, value) != null) {
        throw OptionValues.refused(name, "is given a second time, allowed is once");
      }
    }
    return values;
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
}
