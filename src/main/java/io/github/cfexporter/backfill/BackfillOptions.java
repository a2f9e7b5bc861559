package io.github.cfexporter.backfill;

import io.github.cfexporter.settings.Tunables;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
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
   * @throws IllegalArgumentException in words for the operator
   */
  public static BackfillOptions parse(List<String> arguments, long now, long newest) {
    Map<String, String> values = values(arguments);
    Optional<Path> output = Optional.ofNullable(values.get("--output")).map(Path::of);
    Optional<String> remoteWrite = Optional.ofNullable(values.get("--remote-write"));
    if (output.isPresent() == remoteWrite.isPresent()) {
      throw new IllegalArgumentException("give --output FILE or --remote-write URL, one of them");
    }
    long from = instant("--from", values.getOrDefault("--from", ""), now);
    long wanted = instant("--to", values.getOrDefault("--to", "now"), now);
    long to = Math.min(wanted, Math.floorDiv(newest, MINUTE) * MINUTE);
    if (from >= to) {
      throw new IllegalArgumentException(
          "--from must be before --to, which is now less scrapeDelaySeconds at the latest");
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

  private static Map<String, String> values(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown argument \"" + name + "\"; allowed are "
            + String.join(", ", NAMES.stream().sorted().toList()));
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value behind it");
      }
      values.put(name, arguments.get(i + 1));
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
      throw new IllegalArgumentException(
          name + " is \"" + text + "\"; allowed is a day such as 2026-11-01, an instant such as"
              + " 2026-11-01T10:00:00Z, or now",
          e);
    }
    return Math.floorDiv(second, MINUTE) * MINUTE;
  }

  private static long step(String text) {
    if (!text.matches("[1-9][0-9]{0,5}s?")) {
      throw new IllegalArgumentException(wrongStep(text));
    }
    long seconds = Long.parseLong(text.replace("s", ""));
    if (seconds % MINUTE != 0) {
      throw new IllegalArgumentException(wrongStep(text));
    }
    return seconds;
  }

  private static String wrongStep(String text) {
    return "--step is \"" + text + "\"; allowed are whole minutes in seconds, such as 60s";
  }
}
